//! What a source imports.

/// The paths inside the crate that a source names, from the crate's root.
pub(super) fn named(module: &[String], source: &str) -> Vec<Vec<String>> {
    let (uses, others) = statements(source);
    let paths = uses.iter().flat_map(|(_, tree)| expand(tree)).chain(paths_in(&others));
    paths.filter_map(|path| resolve(module, &path)).collect()
}

/// What a source uses, and whether it hands that on; and the rest of its code.
pub(super) fn statements(source: &str) -> (Vec<(bool, String)>, String) {
    let code = without_tests(&without_words(source));
    let mut uses = Vec::new();
    let mut rest = code.as_str();
    let mut others = String::new();
    while let Some(at) = find_word(rest, "use") {
        others.push_str(&rest[..at]);
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        let before = rest[..at].trim_end();
        uses.push((before.ends_with("pub") || before.ends_with(')'), rest[at + 3..end].trim().to_owned()));
        rest = &rest[end..];
    }
    others.push_str(rest);
    // `pub(in crate::tui)` names nothing that it needs.
    let others = others.split("pub(in ").enumerate().map(|(at, part)| match part.split_once(')') {
        Some((_, rest)) if at > 0 => rest.to_owned(),
        _ => part.to_owned(),
    });
    (uses, others.collect())
}

/// The paths that begin with `crate`, `super` or `self`.
pub(super) fn paths_in(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for root in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(root) {
            let alone = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            let path: String =
                code[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect();
            paths.extend(alone.then(|| path.trim_end_matches(':').to_owned()));
        }
    }
    paths
}

/// Where a word stands by itself.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|at| !text[..*at].ends_with(part) && !text[at + word.len()..].starts_with(part))
}

/// `a::{b, c::{self, d}}` → `a::b`, `a::c`, `a::c::d`.
pub(super) fn expand(tree: &str) -> Vec<String> {
    let tree = tree.split(" as ").next().unwrap_or(tree).trim();
    let Some((before, inner)) = tree.split_once('{') else { return vec![tree.trim_end_matches("::self").to_owned()] };
    let inner = inner.rsplit_once('}').map_or(inner, |(inner, _)| inner);
    let (mut branches, mut depth) = (vec![String::new()], 0);
    for c in inner.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 {
            branches.push(String::new());
        } else {
            branches.last_mut().expect("one").push(c);
        }
    }
    let branches = branches.iter().filter(|branch| !branch.trim().is_empty());
    branches.flat_map(|branch| expand(branch)).map(|path| format!("{before}{path}")).flat_map(|p| expand(&p)).collect()
}

/// From the crate's root; none for what is outside of the crate.
pub(super) fn resolve(module: &[String], path: &str) -> Option<Vec<String>> {
    let mut segments = path.split("::").map(|segment| segment.trim().to_owned()).peekable();
    let mut base = match segments.peek()?.as_str() {
        "crate" => vec![],
        "self" | "super" => module.to_vec(),
        _ => return None,
    };
    while let Some(segment) = segments.next_if(|segment| ["crate", "self", "super"].contains(&segment.as_str())) {
        if segment == "super" {
            base.pop();
        }
    }
    base.extend(segments);
    Some(base)
}

/// The source without comments and what stands in strings and characters.
fn without_words(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' if rest.starts_with("r#\"") => rest.find("\"#").map_or(rest.len(), |end| end + 2),
            '"' => closing(rest, '"'),
            '\'' if rest[1..].starts_with('\\') => closing(rest, '\''),
            '\'' if rest.chars().nth(2) == Some('\'') => rest.char_indices().nth(3).map_or(rest.len(), |(at, _)| at),
            _ => 0,
        };
        if skipped == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            code.push(' ');
            rest = &rest[skipped..];
        }
    }
    code
}

/// Behind the quote that ends what begins here.
fn closing(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// The code without its test modules.
fn without_tests(code: &str) -> String {
    let Some(at) = code.find("#[cfg(test)]") else { return code.to_owned() };
    let after = &code[at..];
    let open = after.find('{').unwrap_or(after.len());
    if after.find(';').is_some_and(|end| end < open) {
        return format!("{}{}", &code[..at], without_tests(&after[after.find(';').expect("just found") + 1..]));
    }
    let mut depth = 0;
    let end = after.char_indices().skip(open).find_map(|(at, c)| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        (c == '}' && depth == 0).then_some(at + 1)
    });
    format!("{}{}", &code[..at], without_tests(&after[end.unwrap_or(after.len())..]))
}
