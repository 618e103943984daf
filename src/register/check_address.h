// Does an address hold by its own checksum? Sources misprint them, and what they printed is kept.
#pragma once

#include <string_view>

namespace spoor::reg {

// True where the network's addresses have a checksum and this one's is wrong, or where it cannot be
// an address of that network. Known: Bitcoin, Litecoin, Dogecoin and the old form of Bitcoin Cash
// (base58check, bech32), Tron, XRP, and everything that begins with 0x (EIP-55: an address in one
// case carries no checksum). Others are left unchecked: false.
bool checksum_fails(std::string_view network, std::string_view address);

}  // namespace spoor::reg
