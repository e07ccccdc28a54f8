//! The app with the client that build.rs generates from path_filter.yaml.

mod app;

mod path_filter {
    include!(concat!(env!("OUT_DIR"), "/path_filter_user_client.rs"));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
