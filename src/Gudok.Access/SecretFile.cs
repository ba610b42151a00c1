namespace Gudok.Access;

/// <summary>A secret in a file that its owner alone can read.</summary>
internal static class SecretFile
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Reads it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="code">The fault if it cannot be read.</param>
    /// <exception cref="AccessException">It cannot be read, is empty, or others can read it.</exception>
    public static string Read(string path, string code)
    {
        string why;
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0) why = $"others can read it; run: chmod 600 {path}";
            else if (File.ReadAllText(path).Trim() is { Length: > 0 } secret) return secret;
            else why = "it is empty";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            why = fault.Message;
        }

        throw new AccessException(code, $"{path}: {why}");
    }
}
