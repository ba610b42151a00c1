namespace Gudok.Portal;

/// <summary>The words of media and their quality.</summary>
internal sealed partial record Texts
{
    /// <summary>Says how the marks of quality come about.</summary>
    public required string QualityAbout { get; init; }

    /// <summary>Mark.</summary>
    public required string QualityGood { get; init; }

    /// <summary>Mark.</summary>
    public required string QualityFair { get; init; }

    /// <summary>Mark.</summary>
    public required string QualityPoor { get; init; }

    /// <summary>Mark.</summary>
    public required string QualityUnrated { get; init; }

    /// <summary>A leg and its number.</summary>
    public required string MediaLeg { get; init; }

    /// <summary>Direction of media.</summary>
    public required string MediaFromCaller { get; init; }

    /// <summary>Direction of media.</summary>
    public required string MediaFromCallee { get; init; }

    /// <summary>Direction of media.</summary>
    public required string MediaEitherWay { get; init; }

    /// <summary>Column.</summary>
    public required string MediaMark { get; init; }

    /// <summary>Column.</summary>
    public required string MediaCodec { get; init; }

    /// <summary>Column.</summary>
    public required string MediaLoss { get; init; }

    /// <summary>Column.</summary>
    public required string MediaJitter { get; init; }

    /// <summary>Column.</summary>
    public required string MediaRoundTrip { get; init; }

    /// <summary>Column.</summary>
    public required string MediaPackets { get; init; }

    /// <summary>Column.</summary>
    public required string MediaWorst { get; init; }

    /// <summary>Column.</summary>
    public required string MediaSilence { get; init; }

    /// <summary>Column.</summary>
    public required string MediaDtmf { get; init; }

    /// <summary>Column.</summary>
    public required string MediaOrigin { get; init; }

    /// <summary>Where figures come from.</summary>
    public required string MediaMeasured { get; init; }

    /// <summary>Where figures come from.</summary>
    public required string MediaRtcp { get; init; }

    /// <summary>Where figures come from.</summary>
    public required string MediaReport { get; init; }

    /// <summary>Warning.</summary>
    public required string CallerUnheard { get; init; }

    /// <summary>Warning.</summary>
    public required string CalleeUnheard { get; init; }
}
