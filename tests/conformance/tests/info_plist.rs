//! What the README gives a Mac is what the loopback is started with.
#![cfg(not(target_vendor = "apple"))]

use iigen_client::{PropertyValue, Service, Transport};

/// The values behind a key, wherever it stands.
fn values<'a>(list: &'a str, key: &str) -> Vec<&'a str> {
    let key = format!("<key>{key}</key>");
    let value = |rest: &'a str| {
        let (_, rest) = rest.split_once('<')?;
        let (tag, rest) = rest.split_once('>')?;
        match tag.strip_suffix('/') {
            Some(flag) => Some(flag),
            None => Some(rest.split_once('<')?.0),
        }
    };
    let all = list.split(key.as_str()).skip(1).map(value);
    all.map(|value| value.expect("a value follows each key"))
        .collect()
}

#[test]
fn a_mac_gets_the_same_services() {
    let list = include_str!("../mac/Info.plist");
    let roles = values(list, "ConformanceRole");
    assert_eq!(roles, ["stays", "leaves", "leaves", "leaves", "late"]);
    let classes = ["IOUserService", "IOUserUserClient"].repeat(roles.len());
    assert_eq!(values(list, "IOClass"), classes);
    let classes = ["ConformanceDriver", "ConformanceUserClient"].repeat(roles.len());
    assert_eq!(values(list, "IOUserClass"), classes);
    assert_eq!(values(list, "ConformanceNumber"), ["7"].repeat(roles.len()));
    assert_eq!(
        values(list, "ConformanceFlag"),
        ["true"].repeat(roles.len())
    );
    let one_process = values(list, "IOUserServerOneProcess");
    assert_eq!(one_process, ["true"].repeat(roles.len()));

    let loopback = conformance::start().expect("the driver starts");
    for role in ["stays", "leaves"] {
        let service = Service::Property("ConformanceRole", PropertyValue::Text(role));
        let found = loopback.services(&service).expect("it looks").len();
        let expected = roles.iter().filter(|each| **each == role).count();
        assert_eq!(found, expected, "services with the role {role}");
    }
    loopback.finish().expect("nothing is left");
}

/// Each service has a match category of its own; otherwise one of them would win.
#[test]
fn the_services_do_not_compete() {
    let mut categories = values(include_str!("../mac/Info.plist"), "IOMatchCategory");
    let count = categories.len();
    categories.sort_unstable();
    categories.dedup();
    assert_eq!((count, categories.len()), (5, 5));
}
