using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Who talks with whom in a call that was answered and goes on.</summary>
/// <param name="Caller">Who called.</param>
/// <param name="Callee">Who answered.</param>
/// <param name="StartedAt">When the call began, as its record will say.</param>
public readonly record struct Talk(Party Caller, Party Callee, Instant StartedAt);
