using BenchmarkDotNet.Running;
using Gudok.Benchmarks;

// Benchmarks compare one thing with a plain way to do it; the words before them measure a promise as a whole. See bench/README.md.
switch (args)
{
    case ["hep-live", .. var rest]: return await HepLive.RunAsync(rest).ConfigureAwait(false);
    case ["hep-send", .. var rest]: return await HepSender.RunAsync(rest).ConfigureAwait(false);
    case ["sip-send", .. var rest]: return await SipSender.RunAsync(rest).ConfigureAwait(false);
    case ["live-check", .. var rest]: return LiveCheck.Run(rest);
    case ["live-plot", .. var rest]: return MemoryPlot.Run(rest);
    case ["search", .. var rest]: return await SearchLatency.RunAsync(rest).ConfigureAwait(false);
    case ["directory", .. var rest]: return await DirectoryLoading.RunAsync(rest).ConfigureAwait(false);
    case ["ledgers", .. var rest]: return await LedgerStores.RunAsync(rest).ConfigureAwait(false);
    case ["open-calls", .. var rest]: return OpenCallMemory.Run(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
