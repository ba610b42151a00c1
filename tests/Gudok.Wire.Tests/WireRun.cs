namespace Gudok.Wire.Tests;

/// <summary>A Kamailio relaying calls of sipp on loopback, mirrored as HEP3 to a port and witnessed by tshark.</summary>
internal static class WireRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Plays the loads side by side and waits for the last call.</summary>
    /// <param name="folder">A folder of its own, for settings and files.</param>
    /// <param name="hepPort">UDP port on loopback where somebody takes HEP3.</param>
    /// <param name="loads">What to play.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The capture of all SIP messages on both sides of the relay.</returns>
    public static async Task<string> PlayAsync(string folder, int hepPort, IReadOnlyList<WireLoad> loads, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        var ports = LoopbackPorts.Find(KamailioRelay.Callees.Count + loads.Count + 2);
        var running = new Stack<IAsyncDisposable>();
        try
        {
            var (probePort, relayPort) = (ports.Take(), ports.Take());
            var callees = KamailioRelay.Callees.ToDictionary(callee => callee.Name, _ => ports.Take());
            var callers = loads.Select(load => (Load: load, Port: ports.Take())).ToArray();
            foreach (var (name, scenario) in KamailioRelay.Callees)
                running.Push(await SippPeer.StartCalleeAsync(folder, scenario, callees[name], limit.Token));
            running.Push(await KamailioRelay.StartAsync(folder, relayPort, hepPort, callees, limit.Token));
            var filter = $"udp portrange {ports.First}-{ports.Last} and not udp port {hepPort}";
            var witness = await TsharkCapture.StartAsync(folder, filter, probePort, limit.Token);
            running.Push(witness);
            await Task.WhenAll(callers.Select(caller => SippPeer.CallAsync(folder, caller.Load, caller.Port, relayPort, limit.Token)));
            return await witness.FinishAsync(Path.Combine(folder, "sip.pcap"), limit.Token);
        }
        finally
        {
            while (running.TryPop(out var process)) await process.DisposeAsync();
        }
    }
}
