using System.Net;
using System.Text;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>A disk without room under the data folder.</summary>
public sealed class FullDiskTests
{
    private const string Told = "GDK-(4007|2109): /[^:]+: the disk is full; make room on it";
    private const int Calls = 4_000;
    private const int EnoughMebibytes = 64;

    // More than may wait in memory.
    private const int CallsTooMany = 8_500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Import_on_a_full_disk_says_so_and_goes_on_when_there_is_room(int mebibytes)
    {
        using var installation = await Installation.CreateAsync();
        var file = await installation.SimulateAsync("simulated.pcap", Calls);
        await using var mounts = await MountAsync(installation, mebibytes);

        var run = await installation.RunAsync("import", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches($"^gudok: {Told}[^\n]*\n$", run.Error);

        await mounts.ResizeAsync(installation.Data, EnoughMebibytes);
        await installation.VerifyAsync();
        var kept = (await installation.CallsAsync()).Count;
        var report = await installation.ImportAsync(file);
        Assert.Equal((kept, Calls - kept), (report.GetProperty("known").GetInt32(), report.GetProperty("added").GetInt32()));
        await installation.VerifyAsync();
    }

    [Fact]
    public async Task Server_on_a_full_disk_counts_what_it_loses_and_records_again_when_there_is_room()
    {
        using var installation = await Installation.CreateAsync();
        await using var mounts = await MountAsync(installation, EnoughMebibytes);
        await using var server = await RunningServer.StartAsync(installation);
        using var drill = new FaultyServer(installation, server);
        await drill.RecordAsync(10);
        using var program = await server.EnterAsProgramAsync(installation, "calls.post");

        var ballast = mounts.PathOf(Path.Combine(installation.Data, "ballast"));
        Fill(ballast);
        await drill.SendAsync(CallsTooMany);
        await drill.TellsAsync(Told);
        await Eventually.IsSoAsync(async () => await drill.LostAsync() > 0);
        await RefusesPostsAsync(program);

        File.Delete(ballast);
        await drill.GoesOnAsync();
    }

    [Fact]
    public async Task Server_stopped_on_a_full_disk_says_how_many_calls_it_could_not_record()
    {
        using var installation = await Installation.CreateAsync();
        await using var mounts = await MountAsync(installation, EnoughMebibytes);
        await using var server = await RunningServer.StartAsync(installation);
        using var drill = new FaultyServer(installation, server);
        await drill.RecordAsync(10);

        var ballast = mounts.PathOf(Path.Combine(installation.Data, "ballast"));
        Fill(ballast);
        await drill.SendAsync(20);
        await drill.TellsAsync(Told);
        await drill.AllHaveEndedAsync();
        Assert.Equal(1, await server.StopAsync());
        Assert.Contains("gudok: GDK-5004: 21 calls that had ended could not be recorded", server.Process.Complaints, StringComparison.Ordinal);

        File.Delete(ballast);
        Assert.Equal(10, (await installation.CallsAsync()).Count);
        await installation.VerifyAsync();
    }

    // The data folder on a small disk of its own.
    private static async Task<OwnMounts> MountAsync(Installation installation, int mebibytes)
    {
        var mounts = await OwnMounts.CreateAsync();
        Directory.CreateDirectory(installation.Data);
        await mounts.MountAsync(installation.Data, mebibytes);
        installation.Through = mounts.Enter;
        return mounts;
    }

    private static async Task RefusesPostsAsync(HttpClient program)
    {
        const string call = """{"sessionId":"posted@test","caller":"+74950000001","callee":"+74951230000","startedAt":"2026-11-22T08:00:00Z","disposition":"busy","sipStatus":486}""";
        using var body = new StringContent($"[{call}]", Encoding.UTF8, "application/json");
        using var answer = await program.PostAsync(new Uri("api/v1/calls", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        // The journal has it before the ledger has: it may be the first that finds no room.
        Assert.Matches("GDK-(6020|7201)", await answer.Content.ReadAsStringAsync());
    }

    // Until not an octet more goes in.
    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // The disk is full: that was wanted.
        }
    }
}
