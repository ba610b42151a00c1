namespace Gudok.Seals;

/// <summary>Seals that do not hold, or that cannot be made.</summary>
/// <param name="fault">The code, from <see cref="SealsFaults"/>.</param>
/// <param name="message">Where, what, and how to mend it.</param>
public sealed class SealException(string fault, string message) : IOException($"{fault}: {message}")
{
    /// <summary>The fault's code.</summary>
    public string Fault => fault;
}
