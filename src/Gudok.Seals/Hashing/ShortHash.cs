using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gudok.Seals;

/// <summary>SHA-256 (FIPS 180-4) of short inputs by libcrypto's plain functions, at a third of the cost of a call through its provider
/// layer (docs/decisions/0013-short-hashes.md). Where libcrypto does not show them, the framework's hash gives the same, more slowly.</summary>
internal static class ShortHash
{
    /// <summary>Octets of a hash.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>Room for the running state: <c>SHA256_CTX</c> has 112 octets in every OpenSSL there is.</summary>
    public const int StateLength = 128;

    // The calls keep the garbage collector waiting, so that longer inputs go the ordinary way.
    private const int LongestDirect = 4_096;
    private const string Library = "libcrypto.so.3";

    /// <summary>Whether libcrypto is called directly.</summary>
    public static bool IsDirect { get; } = NativeLibrary.TryLoad(Library, out var library)
        && NativeLibrary.TryGetExport(library, "SHA256_Init", out _)
        && NativeLibrary.TryGetExport(library, "SHA256_Update", out _)
        && NativeLibrary.TryGetExport(library, "SHA256_Final", out _);

    /// <summary>Hashes octets; the hash may be written over the input.</summary>
    /// <param name="input">What to hash.</param>
    /// <param name="hash">Takes 32 octets.</param>
    public static void Compute(ReadOnlySpan<byte> input, Span<byte> hash)
    {
        if (!IsDirect || input.Length > LongestDirect)
        {
            SHA256.HashData(input, hash);
            return;
        }

        Span<byte> state = stackalloc byte[StateLength];
        Begin(state);
        Add(state, input);
        End(state, hash);
    }

    /// <summary>Begins a running hash. Only where <see cref="IsDirect"/>.</summary>
    public static void Begin(Span<byte> state) => Check(Native.Init(ref First(state, StateLength)));

    /// <summary>Adds to a running hash.</summary>
    public static void Add(Span<byte> state, ReadOnlySpan<byte> input)
    {
        while (!input.IsEmpty)
        {
            var part = input[..Math.Min(input.Length, LongestDirect)];
            Check(Native.Update(ref First(state, StateLength), in MemoryMarshal.GetReference(part), (nuint)part.Length));
            input = input[part.Length..];
        }
    }

    /// <summary>Ends a running hash and wipes its state.</summary>
    public static void End(Span<byte> state, Span<byte> hash)
    {
        Check(Native.Final(ref First(hash, Length), ref First(state, StateLength)));
        state.Clear();
    }

    private static ref byte First(Span<byte> octets, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(octets.Length, least);
        return ref MemoryMarshal.GetReference(octets);
    }

    private static void Check(int result)
    {
        if (result != 1) throw new CryptographicException("libcrypto refused to hash.");
    }

    private static class Native
    {
        [DllImport(Library, EntryPoint = "SHA256_Init"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Init(ref byte state);

        [DllImport(Library, EntryPoint = "SHA256_Update"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Update(ref byte state, in byte input, nuint length);

        [DllImport(Library, EntryPoint = "SHA256_Final"), SuppressGCTransition, DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Final(ref byte hash, ref byte state);
    }
}
