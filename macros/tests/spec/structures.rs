#[iigen_client::user_client(provider = "StructureDriver")]
mod structures {
    #[repr(C)]
    pub struct Request {
        pub slot: u32,
        pub length: u32,
        pub time: u64,
    }

    #[repr(C, packed)]
    pub struct Record {
        pub tag: u8,
        pub data: [u8; 3],
    }

    pub trait StructureClient {
        #[selector(1)]
        #[out(answer)]
        fn fixed(&self, request: &Request) -> Record;

        #[selector(2)]
        fn unnamed(&self, _: &Request) -> Request;

        #[selector(3)]
        #[out(#[structure] _)]
        fn number(&self, number: &u32) -> u64;

        #[selector(4)]
        #[out(#[structure] digest)]
        fn array(&self, keys: &[u8; 16]) -> [u8; 32];

        #[selector(5)]
        #[out(more)]
        fn records(&self, all: &[Record; 2]) -> [[u8; 2]; 2];

        #[selector(6)]
        fn bytes(
            &self,
            #[min(16)]
            #[max(4 << 20)]
            firmware: &[u8],
        );

        #[selector(7)]
        fn fill(&self, #[max(4096)] page: &mut [u8]);

        #[selector(8)]
        fn unnamed_bytes(&self, #[max(64)] _: &[u8], #[max(64)] _: &mut [u8]);

        #[selector(9)]
        fn elements(
            &self,
            #[max(256)] records: &[Record],
            #[min(1)]
            #[max(16)]
            _: &mut [Record],
        );

        #[selector(10)]
        fn numbers(&self, #[max(8)] _: &[u64]);

        #[selector(11)]
        fn octets(
            &self,
            #[array]
            #[max(8)]
            octets: &[u8],
            #[array]
            #[max(8)]
            more: &mut [u8],
        );

        #[selector(12)]
        fn header(&self, request: &Request, #[max(64 * 1024)] rest: &[u8]);

        #[selector(13)]
        #[out(head)]
        fn header_out(&self, #[max(4)] _: &mut [Record]) -> Record;

        #[selector(14)]
        #[out(#[structure] _)]
        fn unnamed_header(
            &self,
            _: &Request,
            #[max(2)] _: &[Request],
            #[max(8)] _: &mut [u8],
        ) -> u64;

        #[selector(15)]
        fn rename(
            &self,
            #[max(255)]
            #[nul]
            name: &str,
        );

        #[selector(16)]
        #[out(#[min(1)] #[max(64)] title)]
        fn title(&self) -> String;

        #[selector(17)]
        #[out(#[max(9)] #[nul] _)]
        fn unnamed_text(&self, #[max(9)] _: &str) -> String;

        #[selector(18)]
        fn text_tail(&self, _: &Record, #[max(20)] _: &str);

        #[selector(19)]
        #[out(status, head, #[max(20)] #[nul] text)]
        fn text_tail_out(&self) -> (u32, Record, String);

        #[selector(20)]
        #[out(#[sizes(8, 16)] _)]
        fn grown(&self, #[sizes(8, 16)] request: &Request) -> Request;

        #[selector(21)]
        fn grown_bytes(&self, #[sizes(8, 16)] bytes: &[u8], #[sizes(4, 8)] _: &mut [u8]);

        #[selector(22)]
        fn send(
            &self,
            #[zero_copy]
            #[max(16 << 20)]
            bytes: &[u8],
        );

        #[selector(23)]
        #[out(length)]
        fn receive(
            &self,
            #[zero_copy]
            #[min(4097)]
            #[max(1 << 20)]
            bytes: &mut [u8],
        ) -> u64;

        #[selector(24)]
        #[out(#[structure] _)]
        fn one_answer(&self, digest: &[u8; 8]) -> bool;

        #[selector(25)]
        #[out(answer)]
        fn said_access(&self, request: &Request) -> Request;
    }
}
