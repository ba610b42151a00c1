namespace Gudok.Access;

/// <summary>A session as its person sees it.</summary>
/// <param name="Id">Names it; it opens nothing.</param>
/// <param name="StartedAt">When the person signed in.</param>
/// <param name="SeenAt">When it was last used, to the minute.</param>
/// <param name="Address">From where.</param>
/// <param name="Device">With what.</param>
/// <param name="Way">By what: <c>code</c>, <c>recovery-code</c>, <c>passkey</c>, <c>setup</c>, <c>demo</c>, <c>external</c>.</param>
/// <param name="Provider">Id of the provider by which the sign-in began; null if it began here.</param>
public sealed record SessionView(string Id, DateTimeOffset StartedAt, DateTimeOffset SeenAt, string? Address, string? Device, string Way, string? Provider = null);
