namespace Gudok.Access;

/// <summary>Where a browser is sent to sign in elsewhere.</summary>
/// <param name="Address">The provider's page.</param>
/// <param name="Kept">What the browser keeps until it is back, sealed.</param>
public sealed record ExternalStart(string Address, string Kept);

/// <summary>What a browser brings back from a provider (OpenID Connect Core §3.1.2.5).</summary>
/// <param name="Code">The code, if it lets somebody in.</param>
/// <param name="State">What was sent along.</param>
/// <param name="Issuer">Who says so (RFC 9207).</param>
/// <param name="Error">Why it lets nobody in.</param>
public sealed record ExternalReturn(string? Code, string? State, string? Issuer, string? Error);
