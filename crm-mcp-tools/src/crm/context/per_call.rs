//! A context for one call of a tool: until when it may take, who follows it, how many requests it has sent.

use std::{future::Future, sync::Arc, time::Duration};

use crm_mcp_core::{Call, Usage};
use tokio::time::Instant;

use super::{Crm, call_state::CallState, follower::Follower};
use crate::{api::Deadline, crm::dialect::Dialect};

impl<D: Dialect> Crm<D> {
    /// The same tenant for one call: the call has a time limit, its requests are counted, and a client that asked for
    /// progress hears what the call waits for. The tools, prompts and resources of this crate make it themselves. Give
    /// it to tools of your own by [`Tool::context_per_call`](crm_mcp_core::Tool::context_per_call):
    ///
    /// ```
    /// # use crm_mcp_core::Tool;
    /// # use crm_mcp_tools::highlevel::HighLevel;
    /// # fn own(tool: Tool<HighLevel>) -> Tool<HighLevel> {
    /// tool.context_per_call(HighLevel::for_call)
    /// # }
    /// ```
    #[must_use]
    pub fn for_call(&self, call: &Call) -> Self {
        let usage = call.usage();
        usage.of_tenant(self.tenant().as_str());
        self.with_state(self.call_time, usage, call.reporter().map(Follower::new))
    }

    /// The same tenant for what this call begins and does not wait for. It has the usual time of a call, however little
    /// this one has, and nobody follows it.
    pub(crate) fn for_the_background(&self) -> Self {
        let usage = self.call.as_ref().map(|call| call.usage.clone()).unwrap_or_default();
        self.with_state(Self::CALL_TIME, usage, None)
    }

    fn with_state(&self, time: Duration, usage: Usage, follower: Option<Follower>) -> Self {
        Self { call: Some(Arc::new(CallState::new(time, usage, follower))), ..self.clone() }
    }

    /// How many requests this call has sent to the CRM so far. 0 for a context that was not made for a call.
    pub fn requests_sent(&self) -> u32 {
        self.call.as_ref().map_or(0, |call| call.usage.requests())
    }

    /// Counts a request that is about to be sent.
    pub(crate) fn count_request(&self) {
        if let Some(call) = &self.call {
            call.usage.count_request();
        }
    }

    /// Until when the call may take. Without a call, each operation may take so long by itself.
    pub(crate) fn deadline(&self) -> Deadline {
        match &self.call {
            Some(call) => call.deadline(),
            None => Deadline::after(self.call_time),
        }
    }

    /// Waits for the user, whose time does not count as the call's.
    pub(crate) async fn while_the_user_answers<T>(&self, answer: impl Future<Output = T>) -> T {
        let start = Instant::now();
        let answer = answer.await;
        if let Some(call) = &self.call {
            call.put_off(start.elapsed());
        }
        answer
    }

    /// Does some work. A client that follows the call hears of it in these words while it lasts: after `first`, and
    /// then every five seconds. The words are told how long the work has taken.
    pub(crate) async fn telling<T>(
        &self,
        first: Duration,
        words: impl Fn(Duration) -> String,
        work: impl Future<Output = T>,
    ) -> T {
        match self.call.as_ref().and_then(|call| call.follower.as_ref()) {
            Some(follower) => follower.hears_while(first, words, work).await,
            None => work.await,
        }
    }
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;
    use bytes::Bytes;
    use crm_mcp_core::{Call, Caller, Scope};
    use http::{Method, Request, Response};
    use serde_json::Value;
    use std::{collections::VecDeque, sync::Mutex, time::Duration};
    use tokio::time::Instant;

    use crate::{
        api::{Upstream, UpstreamError},
        crm::{
            context::{Crm, client::Client},
            operation::Read,
            toy::Toy,
        },
    };

    static LIST: Read = Read::new(Method::GET, "/things", Scope::new("things.readonly"));

    /// A vendor that gives these statuses in order.
    struct Statuses(Mutex<VecDeque<u16>>);

    #[async_trait]
    impl Upstream for Statuses {
        async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
            let status = self.0.lock().unwrap().pop_front().unwrap();
            Ok(Response::builder().status(status).body("{}".into()).unwrap())
        }
    }

    fn answering(statuses: impl Into<VecDeque<u16>>) -> Crm<Toy> {
        let client = Client::over(Statuses(Mutex::new(statuses.into())));
        Crm::<Toy>::new(&client, "pit-1".into(), "l1".parse().unwrap()).unwrap()
    }

    /// A vendor that never answers.
    struct Silent;

    #[async_trait]
    impl Upstream for Silent {
        async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
            std::future::pending().await
        }
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_call_each_operation_has_the_time_of_one() {
        let crm = Crm::<Toy>::new(&Client::over(Silent), "pit-1".into(), "l1".parse().unwrap()).unwrap();
        let crm = crm.with_call_time(Duration::from_secs(20));
        for _ in 0..2 {
            let start = Instant::now();
            crm.call(&LIST).send::<Value>().await.unwrap_err();
            assert_eq!(start.elapsed(), Duration::from_secs(20));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_time_without_end_is_a_day() {
        let crm = answering([200]).with_call_time(Duration::MAX).for_call(&Call::by(&Caller::trusted("test")));
        assert_eq!(crm.deadline().end - Instant::now(), Duration::from_hours(24));
        ask(&crm).await;
    }

    async fn ask(crm: &Crm<Toy>) {
        crm.call(&LIST).send::<Value>().await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn each_call_counts_its_own_requests_and_those_that_were_repeated() {
        let shared = answering([200, 503, 200, 200, 200]);
        let (first, second) = (
            shared.for_call(&Call::by(&Caller::trusted("test"))),
            shared.for_call(&Call::by(&Caller::trusted("test"))),
        );
        ask(&first).await;
        ask(&first.clone()).await;
        assert_eq!((first.requests_sent(), second.requests_sent()), (3, 0));
        ask(&second).await;
        ask(&shared).await;
        assert_eq!((first.requests_sent(), second.requests_sent(), shared.requests_sent()), (3, 1, 0));
    }
}
