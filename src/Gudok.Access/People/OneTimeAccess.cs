namespace Gudok.Access;

/// <summary>What lets a person in once, to choose an own password and a second factor. It is shown once and kept nowhere.</summary>
/// <param name="Name">The account.</param>
/// <param name="Password">The one-time password.</param>
/// <param name="Until">Until when it can be used.</param>
public sealed record OneTimeAccess(string Name, string Password, DateTimeOffset Until);
