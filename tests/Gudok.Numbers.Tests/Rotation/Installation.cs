namespace Gudok.Numbers.Tests;

/// <summary>A data folder with its key source beside it, and copies of both as a kill would leave them.</summary>
internal sealed class Installation : IDisposable
{
    private readonly List<Installation> _copies = [];

    public Installation()
        : this(Directory.CreateTempSubdirectory("gudok-rotation-").FullName)
    {
    }

    private Installation(string home) => Home = home;

    public string Home { get; }

    public string Data => Path.Combine(Home, "data");

    public KeySourceOptions Options => new() { Folder = Path.Combine(Home, "keys") };

    public VaultFolder.WeekClock Clock { get; } = new();

    public string RootText => File.ReadAllText(Directory.GetFiles(Options.Folder!, "*.key")[0]).Trim();

    public async Task<OpenInstallation> OpenAsync()
    {
        var ring = KeySource.OpenOrCreate(Options, Data);
        return new OpenInstallation(ring, await SqliteVault.OpenAsync(new VaultOptions { Folder = Data, CachedParties = 1000 }, ring, Clock, default));
    }

    public Installation Copy()
    {
        var copy = new Installation(Directory.CreateTempSubdirectory("gudok-rotation-").FullName);
        foreach (var file in Directory.GetFiles(Home, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Home, Path.GetRelativePath(Home, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        _copies.Add(copy);
        return copy;
    }

    /// <summary>Whether octets stand in any file of data or keys.</summary>
    public bool Holds(byte[] octets) => Directory.GetFiles(Home, "*", SearchOption.AllDirectories)
        .Any(path => VaultFolder.ReadShared(path).AsSpan().IndexOf(octets) >= 0);

    public void Dispose()
    {
        foreach (var copy in _copies) copy.Dispose();
        Directory.Delete(Home, recursive: true);
    }
}

/// <summary>An installation in use.</summary>
internal sealed record OpenInstallation(KeyRing Ring, SqliteVault Vault) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        Ring.Dispose();
    }
}
