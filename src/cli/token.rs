//! `ipack token`.

use serde::Serialize;

use super::{
    Failure, Global,
    args::{TokenArgs, TokenCommand},
    open::open,
    render, table,
};
use crate::{
    domain::Via,
    engine::{Engine, EngineError},
    serve::{Token, TokenError, Tokens},
};

/// `{"name","user","token"}`: the only time that the token is told.
#[derive(Debug, Serialize)]
struct CreatedOut {
    name: String,
    user: String,
    token: String,
}

/// `{"name","user","account"|null}`; `list` gives an array of them.
#[derive(Debug, Serialize)]
struct TokenOut {
    name: String,
    user: String,
    account: Option<String>,
}

pub(super) fn run(global: &Global, args: &TokenArgs) -> Result<(), Failure> {
    let engine = &mut open(global, Via::Cli)?;
    match &args.command {
        TokenCommand::Create { name, account } => create(global, engine, name, account.as_deref()),
        TokenCommand::List => list(global, engine),
        TokenCommand::Revoke { name } => {
            let doing = format!("revoke {name}");
            let token = tokens(engine).and_then(|mut tokens| tokens.revoke(name)).map_err(failed(&doing))?;
            if render::machine(global.format, &TokenOut::of(&token))? {
                return Ok(());
            }
            render::lines([format!("Token {} is revoked", token.name)])
        }
    }
}

fn create(global: &Global, engine: &mut Engine, name: &str, account: Option<&str>) -> Result<(), Failure> {
    let doing = format!("create the token {name}");
    let account = account.map(|account| engine.find_account(account)).transpose().map_err(Failure::to(&*doing))?;
    let created = tokens(engine).and_then(|mut tokens| tokens.create(name, account));
    let (token, secret) = created.map_err(failed(&doing))?;
    let out = CreatedOut { name: token.name.clone(), user: token.user(), token: secret };
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    render::lines([format!("User   {}", out.user), format!("Token  {}", out.token), "It is not shown again.".into()])
}

fn list(global: &Global, engine: &Engine) -> Result<(), Failure> {
    let tokens = tokens(engine).map_err(failed("list the tokens"))?;
    let out: Vec<TokenOut> = tokens.all().iter().map(TokenOut::of).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let row = |token: TokenOut| vec![token.name, token.user, token.account.unwrap_or_default()];
    let rows: Vec<Vec<String>> = out.into_iter().map(row).collect();
    render::lines(table::list(
        &[table::name("Token"), table::whole("User"), table::whole("Account")],
        &rows,
        "No tokens yet",
    ))
}

fn tokens(engine: &Engine) -> Result<Tokens, TokenError> {
    Tokens::read(engine.dir())
}

fn failed(doing: &str) -> impl FnOnce(TokenError) -> Failure {
    let doing = doing.to_owned();
    move |error| match error {
        TokenError::Refused(refusal) => Failure::Engine { doing, error: EngineError::Refused(refusal) },
        TokenError::Store(error) => Failure::Engine { doing, error: EngineError::Store(error) },
        TokenError::Io { error, .. } => Failure::Io { doing, error },
        TokenError::Colon => Failure::Usage { message: format!("failed to {doing}: {error}"), hint: None },
        other => Failure::Io { doing, error: std::io::Error::other(other.to_string()) },
    }
}

impl TokenOut {
    fn of(token: &Token) -> Self {
        let account = token.account.as_ref().map(ToString::to_string);
        Self { name: token.name.clone(), user: token.user(), account }
    }
}
