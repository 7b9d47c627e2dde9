using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Patto.Database;

/// <summary>An identity is stored as its UUID.</summary>
public sealed class IdConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new Id<T>(value));
