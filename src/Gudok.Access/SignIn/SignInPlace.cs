namespace Gudok.Access;

/// <summary>Where somebody signs in from.</summary>
/// <param name="Address">The network address; null if it is not known.</param>
/// <param name="Device">What the browser calls itself, of which <see cref="MaxDevice"/> characters are kept; null if it does not.</param>
public sealed record SignInPlace(string? Address, string? Device)
{
    /// <summary>So much of a browser's name for itself is kept: the longest of common browsers have 170 characters.</summary>
    public const int MaxDevice = 512;

    /// <summary>The token of the session that the browser holds already; null if none. That session ends when another begins in its place.</summary>
    public string? Held { get; init; }

    /// <summary>What the browser calls itself. Cut here, so that what a session began with and what is shown later are cut alike.</summary>
    public string? Device { get; } = Device is { Length: > MaxDevice } ? Device[..MaxDevice] : Device;

    /// <summary>Without the token, which opens a session to whoever reads it.</summary>
    public override string ToString() => $"{Address} {Device}";
}
