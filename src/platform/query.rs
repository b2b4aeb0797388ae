//! The filter of `…/query`, read and judged.
//!
//! ```text
//! body   := nothing | {} | {"QueryFilter": {}} | {"QueryFilter": {"expression": expr}}
//! expr   := {"operator": OP, "property": NAME, "argument": [TEXT…]}
//!         | {"operator": "and" | "or", "nestedExpression": [expr…]}
//! ```
//! Arguments are texts, also for dates and truth values. `LIKE` knows `%` and `_` and adds no wildcards of its own.

use std::cmp::Ordering;

use serde_json::Value;

/// Expressions inside one another.
const DEEPEST: usize = 32;
/// Expressions of one filter.
const MOST: usize = 1_000;
/// Bytes of all arguments of one filter.
const LONGEST: usize = 64 * 1024;

/// Which rows a query returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Every row is.
    All,
    /// Every one of these holds.
    And(Vec<Filter>),
    /// At least one of these holds.
    Or(Vec<Filter>),
    /// A property compares with its arguments.
    Is {
        /// The property, spelled as the object's own list spells it.
        property: &'static str,
        operator: Operator,
        /// With what: none for a null test, two for `BETWEEN`, else one.
        arguments: Vec<String>,
    },
}

/// How a property compares with its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// The same text.
    Equals,
    /// Another text.
    NotEquals,
    /// The pattern fits.
    Like,
    /// There is no value.
    IsNull,
    /// There is a value.
    IsNotNull,
    /// From the first argument to the second, both counted.
    Between,
    /// After the argument.
    GreaterThan,
    /// The argument or after it.
    GreaterThanOrEqual,
    /// Before the argument.
    LessThan,
    /// The argument or before it.
    LessThanOrEqual,
    /// The argument stands in it.
    Contains,
    /// The argument does not stand in it.
    NotContains,
    /// It begins with the argument.
    StartsWith,
}

const OPERATORS: [(&str, Operator, usize); 13] = [
    ("EQUALS", Operator::Equals, 1),
    ("NOT_EQUALS", Operator::NotEquals, 1),
    ("LIKE", Operator::Like, 1),
    ("IS_NULL", Operator::IsNull, 0),
    ("IS_NOT_NULL", Operator::IsNotNull, 0),
    ("BETWEEN", Operator::Between, 2),
    ("GREATER_THAN", Operator::GreaterThan, 1),
    ("GREATER_THAN_OR_EQUAL", Operator::GreaterThanOrEqual, 1),
    ("LESS_THAN", Operator::LessThan, 1),
    ("LESS_THAN_OR_EQUAL", Operator::LessThanOrEqual, 1),
    ("CONTAINS", Operator::Contains, 1),
    ("NOT_CONTAINS", Operator::NotContains, 1),
    ("STARTS_WITH", Operator::StartsWith, 1),
];

impl Filter {
    /// The filter of a query's body. `properties` are those that the object can be filtered by; they are compared
    /// without regard to case, as the documents spell them in two ways.
    ///
    /// # Errors
    /// What can't be understood, in a sentence that names it.
    pub fn read(body: &Value, properties: &[&'static str]) -> Result<Self, String> {
        match body.get("QueryFilter").and_then(|filter| filter.get("expression")) {
            Some(expression) => {
                let filter = Self::expression(expression, properties, DEEPEST)?;
                // The bounds keep a query cheap: each row is compared with every expression.
                match filter.size() {
                    (many, _) if many > MOST => Err(format!("a filter has at most {MOST} expressions, not {many}")),
                    (_, long) if long > LONGEST => {
                        Err(format!("the arguments of a filter have at most {LONGEST} bytes, not {long}"))
                    }
                    _ => Ok(filter),
                }
            }
            None => Ok(Self::All),
        }
    }

    /// How many expressions it has, and how many bytes their arguments.
    fn size(&self) -> (usize, usize) {
        match self {
            Self::All => (0, 0),
            Self::And(inner) | Self::Or(inner) => {
                inner.iter().map(Self::size).fold((1, 0), |(many, long), (more, longer)| (many + more, long + longer))
            }
            Self::Is { arguments, .. } => (1, arguments.iter().map(String::len).sum()),
        }
    }

    fn expression(expression: &Value, properties: &[&'static str], deeper: usize) -> Result<Self, String> {
        let said = |field: &str| expression.get(field).and_then(Value::as_str);
        let operator = said("operator").ok_or("an expression needs an operator")?;
        if deeper == 0 {
            return Err(format!("expressions lie more than {DEEPEST} deep inside one another"));
        }
        let nested = || {
            let inner = list(expression.get("nestedExpression"));
            if inner.is_empty() {
                return Err(format!("the expression with the operator {operator} needs a nestedExpression"));
            }
            inner.into_iter().map(|inner| Self::expression(inner, properties, deeper - 1)).collect()
        };
        match operator.to_ascii_lowercase().as_str() {
            "and" => return nested().map(Self::And),
            "or" => return nested().map(Self::Or),
            _ => {}
        }
        let (_, known, arity) = OPERATORS
            .iter()
            .find(|(name, ..)| name.eq_ignore_ascii_case(operator))
            .ok_or_else(|| format!("the operator {operator} is not known"))?;
        let property = said("property").ok_or_else(|| format!("the operator {operator} needs a property"))?;
        let property = properties.iter().find(|known| known.eq_ignore_ascii_case(property)).ok_or_else(|| {
            format!("the property {property} can not be filtered by; these can: {}", properties.join(", "))
        })?;
        let arguments: Vec<String> = list(expression.get("argument")).into_iter().filter_map(argument).collect();
        if arguments.len() != *arity {
            return Err(format!("the operator {operator} takes {arity} arguments, not {}", arguments.len()));
        }
        Ok(Self::Is { property, operator: *known, arguments })
    }

    /// Whether a row passes the filter; `value` returns the value of a property of the row, none for null.
    pub fn holds(&self, value: &impl Fn(&str) -> Option<String>) -> bool {
        match self {
            Self::All => true,
            Self::And(all) => all.iter().all(|one| one.holds(value)),
            Self::Or(any) => any.iter().any(|one| one.holds(value)),
            Self::Is { property, operator, arguments } => operator.holds(value(property).as_deref(), arguments),
        }
    }
}

impl Operator {
    fn holds(self, value: Option<&str>, arguments: &[String]) -> bool {
        let Some(value) = value else {
            return matches!(self, Self::IsNull | Self::NotEquals | Self::NotContains);
        };
        let against = |nth: usize| value.cmp(arguments.get(nth).map_or("", String::as_str));
        let argument = arguments.first().map_or("", String::as_str);
        match self {
            Self::IsNull => false,
            Self::IsNotNull => true,
            Self::Equals => is_same(value, argument),
            Self::NotEquals => !is_same(value, argument),
            Self::Like => is_like(value, argument),
            Self::Between => against(0) != Ordering::Less && against(1) != Ordering::Greater,
            Self::GreaterThan => against(0) == Ordering::Greater,
            Self::GreaterThanOrEqual => against(0) != Ordering::Less,
            Self::LessThan => against(0) == Ordering::Less,
            Self::LessThanOrEqual => against(0) != Ordering::Greater,
            Self::Contains => value.contains(argument),
            Self::NotContains => !value.contains(argument),
            Self::StartsWith => value.starts_with(argument),
        }
    }
}

/// The same text. Words such as SINGLE and true are written in any case.
fn is_same(value: &str, argument: &str) -> bool {
    let is_word = matches!(value, "SINGLE" | "MULTI" | "true" | "false");
    value == argument || (is_word && value.eq_ignore_ascii_case(argument))
}

/// Whether a pattern with `%` for any text and `_` for any character fits. Takes time in proportion to the pattern's
/// length and the square of the value's at most.
fn is_like(value: &str, pattern: &str) -> bool {
    let value: Vec<char> = value.chars().collect();
    if pattern.chars().filter(|wanted| *wanted != '%').count() > value.len() {
        return false;
    }
    // Which prefixes of the value match the part of the pattern read so far.
    let mut fits = vec![false; value.len() + 1];
    fits[0] = true;
    let mut any = false;
    for wanted in pattern.chars() {
        if wanted == '%' && any {
            continue;
        }
        any = wanted == '%';
        if any {
            let first = fits.iter().position(|fit| *fit).unwrap_or(fits.len());
            fits[first..].fill(true);
        } else {
            for end in (1..fits.len()).rev() {
                fits[end] = fits[end - 1] && (wanted == '_' || wanted == value[end - 1]);
            }
            fits[0] = false;
        }
    }
    fits[value.len()]
}

fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(entries)) => entries.iter().collect(),
        Some(one) => vec![one],
    }
}

fn argument(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PROPERTIES: [&str; 4] = ["name", "id", "installationType", "date"];

    fn row(property: &str) -> Option<String> {
        match property {
            "name" => Some("Order to Cash".into()),
            "installationType" => Some("SINGLE".into()),
            "date" => Some("2026-11-25T10:00:00Z".into()),
            _ => None,
        }
    }

    fn holds(operator: &str, property: &str, arguments: &[&str]) -> bool {
        let body =
            json!({"QueryFilter": {"expression": {"operator": operator, "property": property, "argument": arguments}}});
        Filter::read(&body, &PROPERTIES).expect("a filter").holds(&row)
    }

    #[test]
    fn every_operator_is_judged() {
        for (operator, property, arguments, right) in [
            ("EQUALS", "name", &["Order to Cash"][..], true),
            ("EQUALS", "NAME", &["order to cash"], false),
            ("EQUALS", "installationType", &["Single"], true),
            ("NOT_EQUALS", "name", &["x"], true),
            ("NOT_EQUALS", "id", &["x"], true),
            ("LIKE", "name", &["Order%"], true),
            ("LIKE", "name", &["Order"], false),
            ("LIKE", "name", &["_rder%C%h"], true),
            ("LIKE", "name", &["%"], true),
            ("IS_NULL", "id", &[], true),
            ("IS_NOT_NULL", "name", &[], true),
            ("BETWEEN", "date", &["2026-11-25T00:00:00Z", "2026-11-25T10:00:00Z"], true),
            ("GREATER_THAN", "date", &["2026-11-25T10:00:00Z"], false),
            ("GREATER_THAN_OR_EQUAL", "date", &["2026-11-25T10:00:00Z"], true),
            ("LESS_THAN", "date", &["2027"], true),
            ("LESS_THAN_OR_EQUAL", "date", &["2025"], false),
            ("CONTAINS", "name", &["to"], true),
            ("NOT_CONTAINS", "name", &["to"], false),
            ("starts_with", "name", &["Order"], true),
            ("LESS_THAN", "id", &["z"], false),
        ] {
            assert_eq!(holds(operator, property, arguments), right, "{operator} {property} {arguments:?}");
        }
    }

    #[test]
    fn groups_lie_in_one_another_and_one_entry_needs_no_list() {
        let simple = json!({"operator": "EQUALS", "property": "name", "argument": "x"});
        let body = json!({"QueryFilter": {"expression": {"operator": "or", "nestedExpression": [simple,
            {"operator": "AND", "nestedExpression": {"operator": "IS_NULL", "property": "id", "argument": []}}]}}});
        assert!(Filter::read(&body, &PROPERTIES).expect("a filter").holds(&row));
    }

    #[test]
    fn no_filter_is_said_in_many_ways() {
        for body in
            [json!(null), json!({}), json!({"QueryFilter": {}}), json!({"@type": "QueryConfig", "QueryFilter": ""})]
        {
            assert_eq!(Filter::read(&body, &PROPERTIES), Ok(Filter::All), "{body}");
        }
    }

    #[test]
    fn what_can_not_be_understood_is_named() {
        let is_null = json!({"operator": "IS_NULL", "property": "id"});
        let mut deep = is_null.clone();
        for _ in 0..40 {
            deep = json!({"operator": "and", "nestedExpression": [deep]});
        }
        for (expression, said) in [
            (json!({"property": "id"}), "needs an operator"),
            (json!({"operator": "SOUNDS", "property": "id"}), "SOUNDS is not known"),
            (json!({"operator": "EQUALS", "argument": ["x"]}), "needs a property"),
            (json!({"operator": "EQUALS", "property": "color", "argument": ["x"]}), "these can: name, id"),
            (json!({"operator": "EQUALS", "property": "id"}), "takes 1 arguments, not 0"),
            (json!({"operator": "BETWEEN", "property": "id", "argument": ["x"]}), "takes 2 arguments, not 1"),
            (json!({"operator": "and"}), "needs a nestedExpression"),
            (deep, "deep inside one another"),
            (json!({"operator": "or", "nestedExpression": vec![is_null; 1_000]}), "at most 1000 expressions, not 1001"),
            (json!({"operator": "LIKE", "property": "id", "argument": ["%".repeat(65_537)]}), "65536 bytes, not 65537"),
        ] {
            let body = json!({"QueryFilter": {"expression": expression}});
            let why = Filter::read(&body, &PROPERTIES).expect_err("refused");
            assert!(why.contains(said), "{why}");
        }
    }

    #[test]
    fn a_long_pattern_is_judged_at_once() {
        assert!(!is_like(&"a".repeat(2_000), &format!("{}b", "%a".repeat(1_000))));
        assert!(!is_like("a", &"_".repeat(60_000)));
        assert!(is_like("a", &format!("{}a", "%".repeat(60_000))));
    }
}
