namespace Gudok.Access;

/// <summary>What an authenticator needs to know. Shown to its person only.</summary>
/// <param name="Key">The secret in base32, to be typed.</param>
/// <param name="Address">The same as an address for a QR code (<c>otpauth:</c>).</param>
public sealed record AuthenticatorSetup(string Key, string Address);
