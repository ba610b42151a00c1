using System.Security.Cryptography;
using System.Text;

namespace Gudok;

/// <summary>Where the socket of a data folder's owner lies: in the user's runtime folder, never in the data folder itself.</summary>
internal static class OwnerPath
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The socket's path. Its folder is made, for its owner only.</summary>
    public static string For(string dataFolder)
    {
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        var folder = string.IsNullOrEmpty(runtime) || !Directory.Exists(runtime)
            ? Path.Combine(Path.GetTempPath(), "gudok-" + Environment.UserName)
            : Path.Combine(runtime, "gudok");
        Directory.CreateDirectory(folder, OwnerOnly);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(dataFolder))).AsSpan(0, 10));
        return Path.Combine(folder, name + ".sock");
    }
}
