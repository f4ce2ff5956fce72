//! The text of an email, as a person reads it: of bounded length, made in one pass over HTML that may be anything.

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};

use crate::crm::write::words::is_hidden;

/// How many characters of a text are kept.
const LONGEST: usize = 2_000;
/// How many bytes of a body are read: mail programs show less.
const LARGEST_BODY: usize = 1024 * 1024;
/// The longest address of a link that is kept: longer ones are those of trackers.
const LONGEST_LINK: usize = 200;
/// How many marks a line has that was quoted again and again.
const DEEPEST_QUOTE: usize = 3;

/// The elements that are never shown. All that is in one of them is one string.
const UNSEEN: [&[u8]; 6] = [b"script", b"style", b"title", b"iframe", b"noembed", b"noscript"];

/// A text, and whether there is more of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) is_cut: bool,
}

/// The text of a body. HighLevel calls HTML `text/plain` too, so the body itself tells which it is.
pub(super) fn of(body: &str) -> Text {
    let read = &body[..body.floor_char_boundary(LARGEST_BODY)];
    let mut writer = Writer::default();
    if is_html(read) {
        html(read, &mut writer);
    } else {
        writer.keeps_lines = true;
        writer.words(read);
    }
    Text { text: writer.text, is_cut: writer.is_full || read.len() < body.len() }
}

/// Whether something ends or a line breaks by a tag. An address in angle brackets is no tag.
fn is_html(body: &str) -> bool {
    let breaks = |at: &[u8]| at[..3].eq_ignore_ascii_case(b"<br") && matches!(at[3], b'>' | b'/' | b' ' | b'\n');
    body.contains("</") || body.as_bytes().windows(4).any(breaks)
}

/// Writes down the text of HTML. Nothing is nested here, so that HTML cannot be too deep.
fn html(body: &str, writer: &mut Writer) {
    let mut emitter = DefaultEmitter::default();
    // What is in a script or a style is no HTML.
    emitter.naively_switch_states(true);
    let mut is_seen = true;
    for Ok(token) in Tokenizer::new_with_emitter(body, emitter) {
        match token {
            Token::StartTag(tag) => {
                is_seen = !UNSEEN.contains(&tag.name.as_slice());
                writer.open(&tag);
            }
            Token::EndTag(tag) => {
                is_seen = true;
                writer.close(&tag.name);
            }
            Token::String(words) if is_seen => writer.words(&String::from_utf8_lossy(&words)),
            _ => {}
        }
        if writer.is_full {
            break;
        }
    }
}

/// What stands between two words; the larger one counts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    Nothing,
    Space,
    Cell,
    Line,
    Paragraph,
}

impl Gap {
    fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Space => " ",
            Self::Cell => " | ",
            Self::Line => "\n",
            Self::Paragraph => "\n\n",
        }
    }

    /// The gap before and after an element.
    fn around(element: &[u8]) -> Self {
        match element {
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" | b"dl" | b"table" | b"pre"
            | b"hr" | b"blockquote" => Self::Paragraph,
            b"div" | b"tr" | b"li" | b"dt" | b"dd" | b"section" | b"article" | b"header" | b"footer" | b"center"
            | b"address" | b"form" | b"option" => Self::Line,
            b"td" | b"th" => Self::Cell,
            _ => Self::Nothing,
        }
    }
}

/// A text that is being written.
#[derive(Debug, Default)]
struct Writer {
    text: String,
    /// In characters.
    length: usize,
    /// More was to be written than there is room for.
    is_full: bool,
    /// What stands before the next word.
    gap: Gap,
    /// What stands before the first word of an item.
    bullet: &'static str,
    /// How often what comes next was quoted.
    quotes: usize,
    /// Whether lines are those of the source.
    keeps_lines: bool,
    /// The address of a link, and where its words begin.
    link: Option<(String, usize)>,
}

impl Writer {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = tag.name.as_slice();
        self.widen(Gap::around(name));
        let attribute = |name: &[u8]| Some(String::from_utf8_lossy(tag.attributes.get(name)?).into_owned());
        match name {
            b"br" => self.end_line(),
            b"li" => self.bullet = "- ",
            b"blockquote" => self.quotes += 1,
            b"pre" => self.keeps_lines = true,
            b"a" => {
                let is_shown = |address: &String| address.starts_with("http") && address.len() <= LONGEST_LINK;
                self.link = attribute(b"href").filter(is_shown).map(|address| (address, self.text.len()));
            }
            b"img" => {
                if let Some(words) = attribute(b"alt").filter(|words| !words.trim().is_empty()) {
                    self.words(&format!("[{}]", words.trim()));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &HtmlString) {
        self.widen(Gap::around(name));
        match name.as_slice() {
            b"li" | b"ul" | b"ol" => self.bullet = "",
            b"blockquote" => self.quotes = self.quotes.saturating_sub(1),
            b"pre" => self.keeps_lines = false,
            b"a" => self.end_link(),
            _ => {}
        }
    }

    /// Says where the link leads, unless its words do or there are none.
    fn end_link(&mut self) {
        let Some((address, start)) = self.link.take() else { return };
        let words = &self.text[start..];
        if !words.trim().is_empty() && !words.contains(address.trim_end_matches('/')) {
            self.widen(Gap::Space);
            self.words(&format!("<{address}>"));
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn end_line(&mut self) {
        self.gap = if self.gap < Gap::Line { Gap::Line } else { Gap::Paragraph };
    }

    fn words(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                '\n' if self.keeps_lines => self.end_line(),
                _ if letter.is_whitespace() => self.widen(Gap::Space),
                _ if is_hidden(letter) => {}
                _ => self.letter(letter),
            }
            if self.is_full {
                break;
            }
        }
    }

    fn letter(&mut self, letter: char) {
        let is_first = self.text.is_empty();
        let gap = if is_first { "" } else { self.gap.as_str() };
        let quote =
            if is_first || self.gap >= Gap::Line { "> ".repeat(self.quotes.min(DEEPEST_QUOTE)) } else { String::new() };
        let length = self.length + gap.len() + quote.len() + self.bullet.len() + 1;
        if length > LONGEST {
            self.is_full = true;
            return;
        }
        self.length = length;
        self.text.extend([gap, &quote, self.bullet]);
        self.text.push(letter);
        (self.gap, self.bullet) = (Gap::Nothing, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> String {
        let Text { text, is_cut } = of(body);
        assert!(!is_cut, "{text}");
        text
    }

    #[test]
    fn html_becomes_what_a_person_reads() {
        for (html, read) in [
            (
                "<p>Hi Ada,</p><p>one\n  line<br>and &lt;two&gt; &amp;&nbsp;more</p>",
                "Hi Ada,\n\none line\nand <two> & more",
            ),
            ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
            (
                "<h2>Why</h2><ul><li>First</li><li></li><li><b>Sec</b>ond</li></ul><p>End</p>",
                "Why\n\n- First\n- Second\n\nEnd",
            ),
            (
                "<table><tr><th></th><th>A month</th></tr><tr><td>First</td><td>$450</td></tr></table>",
                "A month\nFirst | $450",
            ),
            (
                "See <a href=\"https://x.example/a?b=1&amp;c\">the <i>plan</i></a>.",
                "See the plan <https://x.example/a?b=1&c>.",
            ),
            (
                "<a href='https://x.example/'>https://x.example</a> <a href='mailto:a@x.example'>us</a>",
                "https://x.example us",
            ),
            ("<a href='https://x.example/'><img src=a.png></a><img alt=' Our  shop '>", "[Our shop]"),
            ("<pre>one\n\n  two</pre> and\nthree", "one\n\ntwo\n\nand three"),
            ("<div><img src=\"cid:1\"></div>", ""),
            ("A < B<br>C &notanentity; <3 <unknown>D</unknown>", "A < B\nC ¬anentity; <3 D"),
        ] {
            assert_eq!(text(html), read, "{html}");
        }
    }

    #[test]
    fn what_was_quoted_is_marked_so_and_kept() {
        let html = "<div>Yes</div><p>On Monday, Ada wrote:</p><blockquote><p>Shall we?</p>\
                    <blockquote>First<br>Second</blockquote></blockquote>Bob";
        assert_eq!(text(html), "Yes\n\nOn Monday, Ada wrote:\n\n> Shall we?\n\n> > First\n> > Second\n\nBob");
    }

    #[test]
    fn plain_text_keeps_its_lines_and_its_brackets() {
        let body = "Hi,\r\n\r\nAda <ada@x.example> wrote:\r\n> a < b &amp; c\r\n\r\n\r\nBob";
        assert_eq!(text(body), "Hi,\n\nAda <ada@x.example> wrote:\n> a < b &amp; c\n\nBob");
    }

    #[test]
    fn what_nobody_sees_is_no_text() {
        let html = "<head><title>T</title><style>p { color: red } </p> <b></style></head><script>if (a < b) '</p>';\
                    </script><!--[if mso]><p>Outlook</p><![endif]--><![if !mso]>O<![endif]>n\u{200b}e\u{e0041}\u{ad}\u{202e}\
                    <noscript><b>no</b></noscript> t&zwnj;w&#8203;o";
        assert_eq!(text(html), "One two");
    }

    #[test]
    fn a_long_text_ends_after_its_length_and_says_so() {
        for body in ["<p>é</p>".repeat(3_000), "é ".repeat(3_000), "<blockquote><li>é".repeat(3_000) + "</li>"] {
            let Text { text, is_cut } = of(&body);
            assert!(is_cut && (LONGEST - 10..=LONGEST).contains(&text.chars().count()), "{}", text.chars().count());
        }
        let fits = "x".repeat(LONGEST);
        assert_eq!(of(&format!("<p>{fits}</p> ")), Text { text: fits, is_cut: false });
    }

    #[test]
    fn html_as_deep_as_it_is_long_has_its_text() {
        for tag in ["div", "blockquote", "table", "b", "a", "ul", "pre", "svg"] {
            let body = format!("{}deep{}", format!("<{tag}>").repeat(10_000), format!("</{tag}>").repeat(10_000));
            assert_eq!(text(&body).trim_start_matches("> "), "deep", "{tag}");
            let unclosed = of(&format!("<br>{}deep", format!("<{tag}>").repeat(10_000)));
            assert_eq!(unclosed.text.trim_start_matches("> "), "deep", "{tag}");
        }
    }

    #[test]
    fn of_a_body_of_five_megabytes_the_beginning_is_read_whatever_it_is() {
        const SIZE: usize = 5 * 1024 * 1024;
        for part in [
            "<b>",
            "<",
            "</",
            "&",
            "&amp",
            "<!--",
            "<p a=",
            "<p a='",
            "<script>",
            "<style>",
            "<![CDATA[",
            "\u{200b}",
            " ",
            "\0",
            "<a href='https://x.example'>",
            "<li>",
            "<br>",
            "x=1 ",
            "<p x='1'>é",
        ] {
            let body = format!("<p>Hello</p>{}", part.repeat(SIZE / part.len()));
            let Text { text, is_cut } = of(&body);
            assert!(is_cut && text.starts_with("Hello") && text.chars().count() <= LONGEST, "{part}: {text}");
        }
    }
}
