using System.Globalization;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>A user and mount namespace in which a test mounts disks of its own, without special rights: nobody outside sees them, and they go with it.</summary>
internal sealed class OwnMounts : IAsyncDisposable
{
    private static readonly TimeSpan LongestMount = TimeSpan.FromSeconds(90);

    private readonly ForeignProcess _holder;

    private OwnMounts(ForeignProcess holder) => _holder = holder;

    /// <summary>What to put before a command so that it runs inside.</summary>
    public IReadOnlyList<string> Enter =>
        ["/usr/bin/nsenter", "--preserve-credentials", "--user", "--mount", "--target", _holder.Id.ToString(CultureInfo.InvariantCulture), "--"];

    /// <summary>Makes the namespaces; fails the test where the system does not allow it.</summary>
    public static async Task<OwnMounts> CreateAsync()
    {
        var holder = ForeignProcess.Start("/usr/bin/unshare", "/", ["--user", "--map-root-user", "--mount", "sh", "-c", "echo ready; exec sleep infinity"]);
        await Eventually.IsSoAsync(
            () => Task.FromResult(holder.HasExited ? throw new InvalidOperationException(holder.Complaints) : holder.Output.Contains("ready", StringComparison.Ordinal)),
            LongestMount);
        return new OwnMounts(holder);
    }

    /// <summary>A disk of some size, empty, at a folder.</summary>
    public Task MountAsync(string folder, int mebibytes) => RunAsync("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", folder);

    /// <summary>Makes a disk larger.</summary>
    public Task ResizeAsync(string folder, int mebibytes) => RunAsync("mount", "-o", $"remount,size={mebibytes}m", folder);

    /// <summary>Lets a folder be read only, whoever writes.</summary>
    public async Task MakeReadOnlyAsync(string folder)
    {
        await RunAsync("mount", "--bind", folder, folder);
        await RunAsync("mount", "-o", "remount,bind,ro", folder);
    }

    /// <summary>Lets it be written again.</summary>
    public Task UnmountAsync(string folder) => RunAsync("umount", folder);

    /// <summary>A path as it is inside, for looking at it from outside.</summary>
    public string PathOf(string path) => $"/proc/{_holder.Id}/root{path}";

    public ValueTask DisposeAsync() => _holder.DisposeAsync();

    private async Task RunAsync(params string[] command)
    {
        using var limit = new CancellationTokenSource(LongestMount);
        await ForeignProcess.RunAsync(Enter[0], "/", [.. Enter.Skip(1), .. command], limit.Token);
    }
}
