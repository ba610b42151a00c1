using System.Security.Cryptography;
using Gudok.Testing;

namespace Gudok.Seals.Tests;

public sealed class TreeTests
{
    private const int Most = 70;
    private static readonly DateOnly _day = new(2026, 11, 21);
    private static readonly byte[][] _leaves = [.. Enumerable.Range(0, Most).Select(n => SHA256.HashData([0, (byte)n]))];

    [Fact]
    public void Root_of_every_size_is_that_of_the_definition()
    {
        var edge = new TreeEdge();
        Assert.Equal(RfcTree.Root([]), edge.Root());
        for (var size = 1; size <= Most; size++)
        {
            edge.Append(_leaves[size - 1]);
            Assert.Equal(RfcTree.Root(_leaves.AsSpan(0, size)), edge.Root());
        }
    }

    [Fact]
    public void Root_of_a_known_log_is_the_one_that_is_published()
    {
        // The eight leaves by which implementations of RFC 6962 test themselves.
        string[] entries =
        [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
        ];
        var edge = new TreeEdge();
        foreach (var entry in entries) edge.Append(SHA256.HashData([0, .. Convert.FromHexString(entry)]));
        Assert.Equal("5DC9DA79A70659A9AD559CB701DED9A2AB9D823AAD2F4960CFE370EFF4604328", Convert.ToHexString(edge.Root()));
    }

    [Fact]
    public void Edge_goes_on_from_its_octets()
    {
        for (var size = 0; size < Most; size++)
        {
            var edge = Edge(size);
            var again = new TreeEdge(size, edge.Octets);
            edge.Append(_leaves[size]);
            again.Append(_leaves[size]);
            Assert.Equal(edge.Root(), again.Root());
        }

        Assert.Throws<ArgumentException>(() => new TreeEdge(3, new byte[32]));
    }

    [Fact]
    public async Task Every_leaf_of_every_size_is_proved_as_the_definition_says()
    {
        var prover = new TreeProver(Source());
        for (var size = 1; size <= Most; size++)
        {
            var root = Edge(size).Root();
            for (var index = 0; index < size; index++)
            {
                var path = await prover.InclusionAsync(_day, index, size, CancellationToken.None);
                Assert.Equal(RfcTree.Path(index, _leaves.AsSpan(0, size)), path);
                Assert.True(TreeProof.Includes(_leaves[index], index, size, path, root));
            }
        }
    }

    [Fact]
    public async Task Growth_between_all_sizes_is_proved_as_the_definition_says()
    {
        var prover = new TreeProver(Source());
        for (var to = 0; to <= Most; to++)
        {
            for (var from = 0; from <= to; from++)
            {
                var proof = await prover.ConsistencyAsync(_day, from, to, CancellationToken.None);
                if (from > 0) Assert.Equal(RfcTree.Proof(from, _leaves.AsSpan(0, to)), proof);
                Assert.True(TreeProof.Extends(from, Edge(from).Root(), to, Edge(to).Root(), proof));
            }
        }
    }

    [Fact]
    public async Task A_proof_changed_anywhere_proves_nothing()
    {
        var prover = new TreeProver(Source());
        foreach (var (index, size) in new[] { (0, 1), (0, 2), (5, 8), (6, 7), (64, 70), (69, 70) })
        {
            var root = Edge(size).Root();
            var path = await prover.InclusionAsync(_day, index, size, CancellationToken.None);
            Assert.False(TreeProof.Includes(_leaves[index], index + 1, size, path, root));
            Assert.False(TreeProof.Includes(_leaves[index], index - 1, size, path, root));
            Assert.False(TreeProof.Includes(_leaves[(index + 1) % Most], index, size, path, root));
            Assert.False(TreeProof.Includes(_leaves[index], index, size, [.. path, _leaves[3]], root));
            Assert.False(TreeProof.Includes(_leaves[index], index, size, path, _leaves[1]));
            for (var at = 0; at < path.Count; at++)
            {
                Assert.False(TreeProof.Includes(_leaves[index], index, size, [.. path.Take(at), .. path.Skip(at + 1)], root));
                Assert.False(TreeProof.Includes(_leaves[index], index, size, [.. path.Take(at), new byte[32], .. path.Skip(at + 1)], root));
            }
        }
    }

    [Fact]
    public async Task A_tree_that_did_not_only_grow_is_not_proved_to()
    {
        var prover = new TreeProver(Source());
        foreach (var (from, to) in new[] { (1, 2), (3, 7), (4, 7), (8, 9), (6, 64), (64, 65), (65, 70) })
        {
            var proof = await prover.ConsistencyAsync(_day, from, to, CancellationToken.None);
            Assert.False(TreeProof.Extends(from, Edge(from + 1).Root(), to, Edge(to).Root(), proof));
            Assert.False(TreeProof.Extends(from, Edge(from).Root(), to, Edge(from).Root(), proof));
            Assert.False(TreeProof.Extends(to, Edge(to).Root(), from, Edge(from).Root(), proof));
            for (var at = 0; at < proof.Count; at++)
            {
                Assert.False(TreeProof.Extends(from, Edge(from).Root(), to, Edge(to).Root(), [.. proof.Take(at), .. proof.Skip(at + 1)]));
                Assert.False(TreeProof.Extends(from, Edge(from).Root(), to, Edge(to).Root(), [.. proof.Take(at), new byte[32], .. proof.Skip(at + 1)]));
            }
        }
    }

    private static TreeEdge Edge(int size)
    {
        var edge = new TreeEdge();
        foreach (var leaf in _leaves.Take(size)) edge.Append(leaf);
        return edge;
    }

    private static InMemoryLeaves Source()
    {
        var source = new InMemoryLeaves { ChunkLeaves = 16 };
        source[_day].AddRange(_leaves);
        return source;
    }
}
