#include "chains/ethereum/address.h"

#include <gtest/gtest.h>

namespace spoor::ethereum {
namespace {

// All capitals, all small letters, and mixed ones: the examples of EIP-55.
TEST(Address, ReadsTheExamplesOfEip55) {
  for (const std::string text :
       {"0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"})
    EXPECT_EQ(eip55(parse_address(text)), text);
  const Address address = parse_address("0xC02AAA39B223FE8D0A0E5C4F27EAD9083C756CC2");
  EXPECT_EQ(lower_hex(address), "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2");
  EXPECT_EQ(parse_address(lower_hex(address)), address);
}

TEST(Address, RefusesWhatIsNone) {
  for (const std::string text :
       {"", "0x", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd",
        "0X52908400098527886E0F7030069857D2E4169EE7", "0xg2908400098527886E0F7030069857D2E4169EE7",
        // One letter of the other case, and one other letter.
        "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAec"})
    EXPECT_THROW(parse_address(text), Error) << text;
}

// The contract of USDT on Tron.
TEST(Address, OfTron) {
  const Address address = parse_tron("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t");
  EXPECT_EQ(lower_hex(address), "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c");
  EXPECT_EQ(tron(address), "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t");
  EXPECT_THROW(parse_tron("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u"), Error);
  // Of bitcoin: the checksum is right, the first byte is not.
  EXPECT_THROW(parse_tron("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH"), Error);
}

TEST(Address, StandsInAWord) {
  const Address address = parse_address("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2");
  Hash256 word = word_of(address);
  EXPECT_EQ(address_in(word), address);
  word[11] = 1;
  EXPECT_EQ(address_in(word), std::nullopt);
}

}  // namespace
}  // namespace spoor::ethereum
