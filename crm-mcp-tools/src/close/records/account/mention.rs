//! A mention of a user or a group in the HTML of a comment or a note.

/// The HTML that mentions whoever has this id and name.
pub(super) fn html(id: &str, name: &str) -> String {
    let (id, name) = (escaped(id), escaped(name));
    format!(r#"<span data-type="mention" data-id="{id}" data-label="{name}" class="mention">@{name}</span>"#)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_markup() {
        assert_eq!(
            html("user_1", r#"A "B" <C> & D"#),
            "<span data-type=\"mention\" data-id=\"user_1\" data-label=\"A &quot;B&quot; &lt;C&gt; &amp; D\" \
             class=\"mention\">@A &quot;B&quot; &lt;C&gt; &amp; D</span>"
        );
    }
}
