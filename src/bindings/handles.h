// SPDX-License-Identifier: MIT
// Bindings: objects behind integers. A handle carries a generation, so that a stale one is an error and not another's object.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace triptych::bindings {

template <class T>
class Handles {
 public:
  /// > 0
  std::int32_t add(std::unique_ptr<T> object) {
    std::size_t index = 0;
    while (index < slots_.size() && slots_[index].object) ++index;
    if (index == slots_.size()) slots_.emplace_back();
    Slot& slot = slots_[index];
    slot.object = std::move(object);
    slot.generation = (slot.generation + 1) & kGenerations;
    return static_cast<std::int32_t>((slot.generation << kIndexBits | index) + 1);
  }

  /// nullptr for a stale handle. Valid until it is removed.
  T* find(std::int32_t handle) {
    Slot* slot = slot_of(handle);
    return slot ? slot->object.get() : nullptr;
  }

  bool remove(std::int32_t handle) {
    Slot* slot = slot_of(handle);
    if (!slot) return false;
    slot->object.reset();
    return true;
  }

 private:
  static constexpr unsigned kIndexBits = 10;
  static constexpr std::size_t kGenerations = (1u << 20) - 1;

  struct Slot {
    std::unique_ptr<T> object;
    std::size_t generation = 0;
  };

  Slot* slot_of(std::int32_t handle) {
    if (handle <= 0) return nullptr;
    const std::size_t number = static_cast<std::size_t>(handle) - 1;
    const std::size_t index = number & ((1u << kIndexBits) - 1);
    if (index >= slots_.size() || !slots_[index].object || slots_[index].generation != number >> kIndexBits) return nullptr;
    return &slots_[index];
  }

  std::vector<Slot> slots_;
};

}  // namespace triptych::bindings
