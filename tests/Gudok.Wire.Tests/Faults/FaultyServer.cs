using System.Globalization;
using System.Text.RegularExpressions;
using Gudok.Testing;

namespace Gudok.Wire.Tests;

/// <summary>What every drill of a running server asks: a fault is told, counting goes on, and once it is mended so does recording.</summary>
/// <param name="installation">Its data folder.</param>
/// <param name="server">The server.</param>
/// <param name="firstCall">The number of the first call it is sent: other drills of the same folder take others.</param>
internal sealed class FaultyServer(Installation installation, RunningServer server, int firstCall = 0) : IDisposable
{
    private const int MessagesPerCall = 6;
    private const int CallsPerStep = 100;

    private readonly HepSender _sender = new(server.Hep);
    private long _sent;

    /// <summary>Sends calls, no faster than they are worked on: what is lost is lost by the fault.</summary>
    public async Task SendAsync(int calls)
    {
        for (var left = calls; left > 0; left -= CallsPerStep)
        {
            for (var one = 0; one < Math.Min(left, CallsPerStep); one++)
            {
                var number = (firstCall + _sent++).ToString("D7", CultureInfo.InvariantCulture);
                await _sender.SendCallAsync($"drill-{number}@test", $"sip:+7495{number}@example.org", "sip:+74997654321@example.org");
            }

            await Eventually.IsSoAsync(async () => await server.MetricAsync("gudok_capture_sip_messages_total") == _sent * MessagesPerCall);
        }
    }

    /// <summary>Sends calls and waits until all of them are recorded.</summary>
    public async Task RecordAsync(int calls)
    {
        await SendAsync(calls);
        await Eventually.IsSoAsync(async () => await OutstandingAsync() == 0);
    }

    /// <summary>Waits until the fault is in the log, with its code and its cure, and in the metrics; counting must go on meanwhile.</summary>
    /// <param name="told">What its line says, as a pattern.</param>
    public async Task TellsAsync(string told)
    {
        var line = new Regex($"\"log\\.level\":\"error\".*GDK-5004: calls cannot be written: {told}");
        try
        {
            await Eventually.IsSoAsync(() => server.Process.Output.Split('\n').Any(line.IsMatch));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Nothing like \"{told}\" in the log:\n{server.Process.Output}");
        }

        Assert.True(await server.MetricAsync("gudok_capture_record_failures_total") > 0);
        await SendAsync(1);
    }

    /// <summary>Waits until every call sent has ended: each waits half a second for its last hops.</summary>
    public Task AllHaveEndedAsync() => Eventually.IsSoAsync(async () => await server.MetricAsync("gudok_capture_calls_total") == _sent);

    /// <summary>Calls that have ended and are neither recorded nor counted as lost.</summary>
    public async Task<long> OutstandingAsync() => _sent - await RecordedAsync() - await LostAsync();

    /// <summary>Calls counted as lost by the fault.</summary>
    public Task<long> LostAsync() => server.MetricAsync("gudok_capture_dropped_total{place=\"recording\"}");

    /// <summary>After the fault is mended: everything that may wait is recorded, new calls are too, and it all proves.</summary>
    public async Task GoesOnAsync()
    {
        await Eventually.IsSoAsync(async () => await OutstandingAsync() == 0);
        await RecordAsync(1);
        await server.SaysAsync("calls can be written again");
        var recorded = await RecordedAsync();
        Assert.Equal(0, await server.StopAsync());
        Assert.Equal(recorded, (await installation.CallsAsync()).Count);
        await installation.VerifyAsync();
    }

    public void Dispose() => _sender.Dispose();

    private Task<long> RecordedAsync() => server.MetricAsync("gudok_ledger_position");
}
