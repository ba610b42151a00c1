namespace Gudok.Access;

/// <summary>Marks a text of an entity that is kept sealed: nothing can be searched by it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SealedFieldAttribute : Attribute;
