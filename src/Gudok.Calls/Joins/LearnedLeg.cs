namespace Gudok.Calls;

/// <summary>What a leg said of other calls, as it is saved.</summary>
internal sealed class LearnedLeg : StatePiece
{
    /// <summary>Its last report, without the call.</summary>
    public LegReport Report { get; set; } = new();

    /// <inheritdoc />
    public override StatePieceKind Kind => StatePieceKind.Link;

    /// <inheritdoc />
    public override void Write(StateWriter writer) => CallState.Write(writer, Report);
}
