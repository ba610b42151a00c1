using System.Globalization;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Numbers;

namespace Gudok.Benchmarks;

/// <summary>How much memory an open call holds: many calls that were answered and go on.</summary>
internal static class OpenCallMemory
{
    /// <summary>Argument: calls.</summary>
    public static int Run(string[] arguments)
    {
        var calls = long.Parse(arguments[0], CultureInfo.InvariantCulture);
        var pipeline = new CallPipeline(new AssemblyOptions(), new PartyReader(new PartyOptions()), new CaptureCounters());
        // So many a second that none is over before the last has begun.
        var simulator = new CallSimulator(new SimulationOptions { Calls = calls, Rate = calls * 10, MeanTalk = TimeSpan.FromHours(1) });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        while (simulator.Calls < calls || simulator.Messages < calls * 5)
        {
            if (!simulator.MoveNext()) break;
            var now = simulator.Current;
            pipeline.OnFrame(new TrafficMessage(now.Time, now.Source, now.Destination, now.Transport, now.Bytes.ToArray()).ToFrame());
            pipeline.TakeFinished();
        }

        var simulated = simulator.OpenCalls;
        simulator = null;
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{pipeline.HeldCalls:n0} Call-IDs held ({simulated:n0} calls in progress), {bytes / pipeline.HeldCalls:n0} octets each"));
        GC.KeepAlive(pipeline);
        return 0;
    }
}
