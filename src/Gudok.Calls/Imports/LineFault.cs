namespace Gudok.Calls;

/// <summary>Why a line was refused. Never holds what stood in it, only the name of the field and what it should be.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Field">Name of the field in the words of the system that wrote it; empty for the whole line.</param>
/// <param name="Reason">What it should be.</param>
public sealed record LineFault(string Code, string Field, string Reason)
{
    /// <summary>Field and reason in one line.</summary>
    public override string ToString() => Field.Length == 0 ? Reason : $"{Field}: {Reason}";
}

/// <summary>A line that was refused.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Line">Its number, from 1; of an XML document the line it begins on.</param>
/// <param name="Fault">Why.</param>
/// <param name="Octets">The line as it stood, its ending included: plain numbers. Empty where nobody asked for it, or where it was too long.</param>
public sealed record RefusedLine(string File, long Line, LineFault Fault, ReadOnlyMemory<byte> Octets)
{
    /// <summary>What has to stand before the line so that it can be read again: byte order mark and heading. Equal for all lines of a file.</summary>
    public ReadOnlyMemory<byte> Heading { get; init; }

    /// <summary>Place and reason, without anything of the line.</summary>
    public override string ToString() => $"{File}:{Line}: {Fault.Code}: {Fault}";
}
