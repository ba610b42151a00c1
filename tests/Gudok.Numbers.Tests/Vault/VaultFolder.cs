namespace Gudok.Numbers.Tests;

/// <summary>A folder with a vault, its keys and its clock, deleted after the test.</summary>
internal sealed class VaultFolder : IDisposable
{
    private readonly List<string> _copies = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("gudok-vault-").FullName;

    public KeyRing Keys { get; set; } = KeyRing.CreateEphemeral();

    public WeekClock Clock { get; } = new();

    public ValueTask<SqliteVault> OpenAsync(string? folder = null) =>
        SqliteVault.OpenAsync(new VaultOptions { Folder = folder ?? Path }, Keys, Clock, CancellationToken.None);

    /// <summary>A copy of the folder as a kill, or a backup, would leave it now.</summary>
    public string Copy(params string[] without)
    {
        var copy = Directory.CreateTempSubdirectory("gudok-vault-copy-").FullName;
        foreach (var file in Directory.GetFiles(Path))
        {
            var name = System.IO.Path.GetFileName(file);
            if (!Array.Exists(without, name.StartsWith)) File.Copy(file, System.IO.Path.Combine(copy, name));
        }

        _copies.Add(copy);
        return copy;
    }

    public static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public static IEnumerable<byte[]> RawFiles(string folder) => Directory.GetFiles(folder).Select(ReadShared);

    public void Dispose()
    {
        Keys.Dispose();
        foreach (var folder in _copies.Append(Path)) Directory.Delete(folder, recursive: true);
    }

    internal sealed class WeekClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
