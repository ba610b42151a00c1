using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Gudok.Access;

/// <summary>Keeps the models of two installations in one process apart: each seals under its own key.</summary>
internal sealed class AccessModelKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), (context as AccessDb)?.Seal, designTime);
}
