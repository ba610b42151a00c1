using Gudok.Access;

namespace Gudok.Portal;

/// <summary>The token that a request came with.</summary>
/// <param name="Shown">What was shown.</param>
/// <param name="EndsAt">Until when it holds.</param>
internal sealed record TokenInHand(ShownToken Shown, DateTimeOffset EndsAt);
