using Gudok.Access;

namespace Gudok.Portal;

/// <summary>The session that a request came with.</summary>
/// <param name="Token">What the browser showed.</param>
/// <param name="Somebody">Whose it is, and how far the sign-in has come.</param>
internal sealed record SessionInHand(string Token, SignedIn Somebody);
