namespace Gudok.Sip;

/// <summary>Which codec carried how many packets of a stream.</summary>
internal sealed class CodecCount
{
    /// <summary>Codecs of one stream; packets of further ones are not counted.</summary>
    private const int MostCodecs = 8;

    private readonly (string Name, long Packets)[] _codecs = new (string, long)[MostCodecs];
    private int _count;

    /// <summary>The codec of most packets; empty if none is known.</summary>
    public string Most
    {
        get
        {
            var (most, packets) = ("", 0L);
            foreach (var codec in _codecs.AsSpan(0, _count))
            {
                if (codec.Packets > packets) (most, packets) = codec;
            }

            return most;
        }
    }

    /// <summary>Counts a packet.</summary>
    public void Take(string name)
    {
        foreach (ref var codec in _codecs.AsSpan(0, _count))
        {
            if (codec.Name != name) continue;
            codec.Packets++;
            return;
        }

        if (_count < MostCodecs) _codecs[_count++] = (name, 1);
    }
}
