using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Gudok.Seals;
using Gudok.Testing;

namespace Gudok.Benchmarks;

/// <summary>What trees and heads add to an append: a hash a leaf, and a signature a minute.</summary>
[MemoryDiagnoser]
public class TreeBenchmarks
{
    private const int Leaves = 10_000;
    private readonly byte[] _leaves = RandomNumberGenerator.GetBytes(Leaves * TreeHash.Length);
    private readonly byte[] _node = new byte[65];
    private readonly byte[] _hash = new byte[32];
    private HeadChain _chain = null!;

    [GlobalSetup]
    public void Open() => _chain = TestHeads.OpenAsync(TimeProvider.System).AsTask().GetAwaiter().GetResult();

    /// <summary>The hashes alone.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Leaves)]
    public int Hashes()
    {
        for (var n = 0; n < Leaves; n++) SHA256.HashData(_node, _hash);
        return _hash[0];
    }

    /// <summary>A leaf appended to a day's tree.</summary>
    [Benchmark(OperationsPerInvoke = Leaves)]
    public byte[] Append()
    {
        var edge = new TreeEdge();
        edge.Append(_leaves);
        return edge.Root();
    }

    /// <summary>A head signed and chained, in memory.</summary>
    [Benchmark]
    public Task Sign() => _chain.SignAsync(
        [new TreeState(new TreeName("calls", new DateOnly(2026, 11, 21)), HeadKind.Tree, 1, new byte[32], new byte[32])], default).AsTask();
}
