#[iigen_client::user_client(provider = "ScalarDriver")]
mod scalars {
    #[repr(C)]
    pub struct Small {
        pub frames: u16,
        pub skipped: u16,
        pub late: u32,
    }

    #[repr(C)]
    pub struct Identity {
        pub vendor: u32,
        pub product: u32,
        pub parts: [u32; 2],
    }

    pub trait ScalarClient {
        #[selector(1)]
        #[out(#[min(1)] actual)]
        fn set_rate(
            &self,
            /// How often.
            #[min(1)]
            #[max(192_000)]
            hz: u32,
            exact: bool,
            gain: f32,
            shift: i16,
        ) -> u32;

        #[selector(2)]
        #[out(sums)]
        fn ids(&self, ids: [u32; 4], levels: [i8; 2]) -> [u64; 3];

        #[selector(3)]
        #[out(#[scalar] played)]
        fn play(&self, frames: Small) -> Small;

        #[selector(4)]
        fn identify(&self, #[spread] identity: Identity);

        #[selector(5)]
        #[out(#[spread] found, /** Whether it is the same. */ #[scalar] is_same)]
        fn identified(&self, #[spread] identity: Option<Identity>) -> (Identity, bool);

        #[selector(6)]
        fn defaults(
            &self,
            #[default(3)] priority: u8,
            #[default(-0x80)]
            #[min(-128)]
            lowest: i32,
            #[default(1.5)] ratio: f64,
            #[default(-0.25e1)] loss: f32,
            #[default(2)] whole: f32,
            #[default(true)] on: bool,
            #[default(4 * 1024)]
            #[one_of(4096, 0x4000)]
            pages: u32,
            /// What may help.
            hint: Option<u32>,
        );

        #[selector(7)]
        fn values(
            &self,
            first: u8,
            #[count(1..=3)]
            #[min(1)]
            #[max(9)]
            values: &[u64],
        );

        #[selector(8)]
        #[out(#[one_of(8, 16)] size)]
        fn sizes(
            &self,
            #[count(0..=4)]
            #[one_of(1, 2, 4)]
            sizes: &[u8],
        ) -> u32;

        #[selector(9)]
        #[out(_, second)]
        fn both(&self) -> (u32, [u8; 2], f64);

        #[selector(10)]
        fn one(&self, frames: Option<Small>) -> u8;
    }
}
