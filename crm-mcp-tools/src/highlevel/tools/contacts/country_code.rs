//! The country code of a phone number that is given without one.

use crm_mcp_core::{ErrorCode, ToolError};

use crate::{
    crm::value::{GivenPhone, Phone},
    highlevel::context::HighLevel,
};

/// The countries that share the code 1, in which each number has ten digits.
const WITH_CODE_1: &[&str] = &[
    "AG", "AI", "AS", "BB", "BM", "BS", "CA", "DM", "DO", "GD", "GU", "JM", "KN", "KY", "LC", "MP", "MS", "PR", "SX",
    "TC", "TT", "US", "VC", "VG", "VI",
];

impl HighLevel {
    /// The number that is meant, and the same once more if the country's code was added to it.
    pub(in crate::highlevel) async fn phone(
        &self,
        given: Option<GivenPhone>,
    ) -> Result<(Option<Phone>, Option<Phone>), ToolError> {
        let phone = match given {
            None => return Ok((None, None)),
            Some(GivenPhone::Whole(phone)) => return Ok((Some(phone), None)),
            Some(GivenPhone::National(phone)) => phone,
        };
        let refusal = |why: &str| {
            let cause = format!("the phone number has no country code, and {why}");
            let error = ToolError::new(ErrorCode::InvalidArguments, cause);
            error.with_next_step("write it with + and the country code: +15551234567")
        };
        let country = self.known_location().await.map(|location| location.country.unwrap_or_default());
        Err(match country {
            Ok(country) if WITH_CODE_1.contains(&country.to_uppercase().as_str()) => {
                return Ok((Some(phone.clone()), Some(phone)));
            }
            Ok(country) if country.is_empty() => refusal("the location names no country"),
            Ok(country) => refusal(&format!("the location's country is {country}")),
            Err(error) => match error.operator_note() {
                Some(words) => refusal(error.message()).with_operator_note(words.to_owned()),
                None => refusal(error.message()),
            },
        })
    }
}
