namespace Gudok.Numbers.Postgres;

/// <summary>A database on a server that cannot be used, or failed.</summary>
public sealed class DatabaseException : IOException
{
    /// <summary>A fault with its code.</summary>
    /// <param name="fault">One of <see cref="DatabaseFaults"/>.</param>
    /// <param name="message">What is wrong and what helps, one line; no secret and no number of a person in it.</param>
    /// <param name="inner">What caused it, or null.</param>
    public DatabaseException(string fault, string message, Exception? inner = null)
        : base($"{fault}: {message}", inner) => Fault = fault;

    /// <summary>The fault's code.</summary>
    public string Fault { get; }
}
