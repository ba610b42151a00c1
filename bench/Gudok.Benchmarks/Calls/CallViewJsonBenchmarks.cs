using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Benchmarks;

/// <summary>What does the public JSON of a call cost, beside the serialiser as it comes?</summary>
[MemoryDiagnoser]
public class CallViewJsonBenchmarks
{
    private static readonly JsonSerializerOptions _plain = new(JsonSerializerDefaults.Web);
    private CallView _view = null!;

    [GlobalSetup]
    public void Make() => MakeAsync().GetAwaiter().GetResult();

    private async Task MakeAsync()
    {
        await using var recorded = await RecordedCalls.MakeAsync(50).ConfigureAwait(false);
        var page = await recorded.Reader.SearchAsync(new Ledger.CallSearch(), PartySight.Mask, default).ConfigureAwait(false);
        _view = page.Calls.First(call => call.Disposition == CallDisposition.Answered);
    }

    /// <summary>By reflection.</summary>
    [Benchmark(Baseline = true)]
    public byte[] ByReflection() => JsonSerializer.SerializeToUtf8Bytes(_view, _plain);

    /// <summary>As the portal and <c>gudok calls</c> write it.</summary>
    [Benchmark]
    public byte[] AsPublished() => JsonSerializer.SerializeToUtf8Bytes(_view, CallsJson.Plain.CallView);
}
