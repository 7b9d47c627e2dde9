using Patto.Web;

namespace Patto.Modules.Meetings;

public sealed class MeetingsModule : IModule;
