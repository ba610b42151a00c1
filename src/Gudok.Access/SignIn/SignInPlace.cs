namespace Gudok.Access;

/// <summary>Where somebody signs in from.</summary>
/// <param name="Address">The network address; null if it is not known.</param>
/// <param name="Device">What the browser calls itself; null if it does not.</param>
public sealed record SignInPlace(string? Address, string? Device);
