namespace Gudok.Access;

/// <summary>Whose an extension was, from one day to another.</summary>
/// <param name="Extension">Its digits.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null while it goes on.</param>
public sealed record ExtensionView(string Extension, DateOnly From, DateOnly? Until);
