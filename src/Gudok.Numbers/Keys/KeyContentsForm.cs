using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Gudok.Numbers;

/// <summary>The octets of <see cref="KeyContents"/>. Version 1 holds epochs alone: week (4) ‖ key (32) each. Version 2: version of the root
/// (4) ‖ since, ms of 1970 (8) ‖ count of epochs (4) ‖ epochs ‖ kept keys, each purpose (1) ‖ version (4) ‖ key (32).</summary>
internal static class KeyContentsForm
{
    public const byte NewestVersion = 2;

    private const int EpochLength = 4 + SecretKey.Length;
    private const int KeptLength = 5 + SecretKey.Length;
    private const int HeadLength = 16;

    /// <summary>Writes version 1 as long as that says all, so that an installation that never rotated a key stays readable to all versions.</summary>
    public static byte[] Write(KeyContents contents, out byte version)
    {
        var isPlain = contents.RootVersion == 1 && contents.Kept.IsEmpty;
        version = isPlain ? (byte)1 : NewestVersion;
        var head = isPlain ? 0 : HeadLength;
        var octets = new byte[head + contents.Epochs.Count * EpochLength + contents.Kept.Count * KeptLength];
        if (!isPlain)
        {
            BinaryPrimitives.WriteInt32BigEndian(octets, contents.RootVersion);
            BinaryPrimitives.WriteInt64BigEndian(octets.AsSpan(4), contents.RootSince?.ToUnixTimeMilliseconds() ?? 0);
            BinaryPrimitives.WriteInt32BigEndian(octets.AsSpan(12), contents.Epochs.Count);
        }

        var rest = octets.AsSpan(head);
        foreach (var (epoch, key) in contents.Epochs)
        {
            BinaryPrimitives.WriteInt32BigEndian(rest, epoch);
            key.Bytes.CopyTo(rest[4..]);
            rest = rest[EpochLength..];
        }

        foreach (var (name, key) in contents.Kept)
        {
            rest[0] = (byte)name.Purpose;
            BinaryPrimitives.WriteInt32BigEndian(rest[1..], name.Version);
            key.Bytes.CopyTo(rest[5..]);
            rest = rest[KeptLength..];
        }

        return octets;
    }

    public static bool TryRead(byte version, ReadOnlySpan<byte> octets, out KeyContents contents)
    {
        contents = KeyContents.Empty;
        var count = octets.Length / EpochLength;
        if (version >= 2)
        {
            if (octets.Length < HeadLength) return false;
            var since = BinaryPrimitives.ReadInt64BigEndian(octets[4..]);
            contents = contents with
            {
                RootVersion = BinaryPrimitives.ReadInt32BigEndian(octets),
                RootSince = since == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(since),
            };
            count = BinaryPrimitives.ReadInt32BigEndian(octets[12..]);
            octets = octets[HeadLength..];
        }

        if (count < 0 || octets.Length < (long)count * EpochLength) return false;
        contents = contents with { Epochs = ReadEpochs(octets[..(count * EpochLength)]) };
        octets = octets[(count * EpochLength)..];
        if (octets.Length % KeptLength != 0 || version == 1 && octets.Length > 0) return false;
        contents = contents with { Kept = ReadKept(octets) };
        return true;
    }

    private static ImmutableSortedDictionary<int, SecretKey> ReadEpochs(ReadOnlySpan<byte> octets)
    {
        var epochs = ImmutableSortedDictionary.CreateBuilder<int, SecretKey>();
        for (; octets.Length > 0; octets = octets[EpochLength..])
            epochs.Add(BinaryPrimitives.ReadInt32BigEndian(octets), new SecretKey(octets[4..EpochLength]));
        return epochs.ToImmutable();
    }

    private static ImmutableSortedDictionary<KeptKey, SecretKey> ReadKept(ReadOnlySpan<byte> octets)
    {
        var kept = ImmutableSortedDictionary.CreateBuilder<KeptKey, SecretKey>();
        for (; octets.Length > 0; octets = octets[KeptLength..])
        {
            var name = new KeptKey((KeyPurpose)octets[0], BinaryPrimitives.ReadInt32BigEndian(octets[1..]));
            kept.Add(name, new SecretKey(octets[5..KeptLength]));
        }

        return kept.ToImmutable();
    }
}
