namespace Gudok.Access;

/// <summary>A passkey as its person sees it.</summary>
/// <param name="Id">Names it, in base64url.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record PasskeyView(string Id, string Name, DateTimeOffset CreatedAt);
