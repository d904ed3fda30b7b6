// What Pango and Cairo hand out, given back by itself.
#pragma once

#include <cairo/cairo.h>
#include <pango/pangocairo.h>

#include <memory>

namespace rostrum::papers {

struct GiveBack {
    void operator()(cairo_t* drawing) const { cairo_destroy(drawing); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoContext* context) const { g_object_unref(context); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
    void operator()(PangoAttrList* attributes) const { pango_attr_list_unref(attributes); }
};

template <typename T>
using Owned = std::unique_ptr<T, GiveBack>;

} // namespace rostrum::papers
