using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>Where to go after signing in: a page of this portal and no other.</summary>
internal static class LocalPath
{
    private const string Start = "/";
    private const int MaxLength = 200;

    /// <summary>The path, if it is one of ours; else the start. What stood behind a question mark is left out.</summary>
    public static string Of(PathString path) => Of(path.Value);

    /// <summary>The path, if it is one of ours; else the start.</summary>
    public static string Of(string? path) =>
        path is { Length: > 1 and <= MaxLength } && path[0] == '/' && path[1] is not ('/' or '\\') && path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '.')
        && !path.StartsWith(SignInRoutes.Address, StringComparison.Ordinal)
        && !AddressGuard.HoldsNumber(path)
            ? path
            : Start;
}
