using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>The number that a citizen's account is linked to. Prints itself masked.</summary>
/// <param name="Number">The number, packed as <see cref="PartyKind.E164"/>.</param>
/// <param name="From">The first day on which it was that person's; what was before is another's.</param>
public sealed record OwnNumber(PhoneNumber Number, DateOnly From);
