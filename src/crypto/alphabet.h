// The characters of an encoding, each with its value.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace spoor {

class Alphabet {
 public:
  // `name` is for messages. Both must be literals.
  consteval Alphabet(std::string_view name, std::string_view characters)
      : name_(name), characters_(characters) {
    values_.fill(kNone);
    for (std::size_t i = 0; i < characters.size(); ++i)
      values_[static_cast<unsigned char>(characters[i])] = static_cast<std::uint8_t>(i);
  }

  constexpr char operator[](std::size_t value) const { return characters_[value]; }
  // Throws Error(kBadInput) where the character is not in it.
  std::uint8_t value(char c) const {
    const std::uint8_t value = values_[static_cast<unsigned char>(c)];
    if (value == kNone) throw_stranger(c);
    return value;
  }

 private:
  static constexpr std::uint8_t kNone = 0xff;
  [[noreturn]] void throw_stranger(char c) const;

  std::string_view name_;
  std::string_view characters_;
  std::array<std::uint8_t, 256> values_{};
};

}  // namespace spoor
