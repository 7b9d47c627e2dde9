using Patto.Web;

namespace Patto.Modules.Documents;

public sealed class DocumentsModule : IModule;
