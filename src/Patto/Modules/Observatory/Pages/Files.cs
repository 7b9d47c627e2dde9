using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace Patto.Modules.Observatory.Pages;

internal static class Files
{
    public static FileContentResult Json(string name, RecordSheet sheet) =>
        new(Encoding.UTF8.GetBytes(RecordExchange.ToJson(sheet)), "application/json; charset=utf-8") { FileDownloadName = name + ".json" };
}
