//! The state of one call of a tool: how many requests it has sent to HighLevel.

use std::sync::Arc;

use crm_mcp_core::{Call, Usage};

use super::HighLevel;

/// What belongs to one call. A context that no call was given has none.
#[derive(Debug, Default)]
pub(super) struct CallState {
    usage: Usage,
}

impl CallState {
    /// Counts a request that is about to be sent.
    pub(super) fn count_request(&self) {
        self.usage.count_request();
    }
}

impl HighLevel {
    /// The same location for one call: its requests are counted. The tools, prompts and resources of this crate make
    /// it themselves. Give it to tools of your own by [`Tool::context_per_call`](crm_mcp_core::Tool::context_per_call):
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
        usage.of_tenant(self.location().as_str());
        Self { call: Some(Arc::new(CallState { usage })), ..self.clone() }
    }

    /// How many requests this call has sent to HighLevel so far. 0 for a context that is not of a call.
    ///
    /// A list of names that the call only begins to read anew is not counted.
    pub fn requests_sent(&self) -> u32 {
        self.call.as_ref().map_or(0, |call| call.usage.requests())
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::VecDeque, sync::Mutex};

    use async_trait::async_trait;
    use bytes::Bytes;
    use crm_mcp_core::Call;
    use http::{Request, Response};
    use serde_json::Value;

    use crate::{
        api::{Upstream, UpstreamError},
        highlevel::{Client, HighLevel, operation},
    };

    /// A vendor that gives these statuses in order.
    struct Statuses(Mutex<VecDeque<u16>>);

    #[async_trait]
    impl Upstream for Statuses {
        async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, UpstreamError> {
            let status = self.0.lock().unwrap().pop_front().unwrap();
            Ok(Response::builder().status(status).body("{}".into()).unwrap())
        }
    }

    fn answering(statuses: impl Into<VecDeque<u16>>) -> HighLevel {
        let client = Client::over(Statuses(Mutex::new(statuses.into())));
        HighLevel::new(&client, "pit-1".into(), "l1".parse().unwrap()).unwrap()
    }

    async fn ask(crm: &HighLevel) {
        crm.call(&operation::LIST_USERS).send::<Value>().await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn each_call_counts_its_own_requests_and_those_that_were_repeated() {
        let shared = answering([200, 503, 200, 200, 200]);
        let (first, second) = (shared.for_call(&Call::detached()), shared.for_call(&Call::detached()));
        ask(&first).await;
        ask(&first.clone()).await;
        assert_eq!((first.requests_sent(), second.requests_sent()), (3, 0));
        ask(&second).await;
        ask(&shared).await;
        assert_eq!((first.requests_sent(), second.requests_sent(), shared.requests_sent()), (3, 1, 0));
    }
}
